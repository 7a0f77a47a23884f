"""Paste publications, and correct one."""

from typing import Any

from django import forms

from people.models import Publication
from people.publications.entries import ABSTRACT, MOST_AUTHORS, NAME, doi_in
from people.publications.reading import MOST_CHARACTERS
from rendering.text import one_line


class PasteForm(forms.Form):
    text = forms.CharField(
        label="Abstracts, BibTeX, RIS or PubMed",
        strip=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        error_messages={
            "required": "Paste some publications first.",
            "max_length": f"At most {MOST_CHARACTERS // 1000} thousand characters at a time. Paste it in parts.",
        },
        help_text="Abstracts: each with its title on the line before it, an empty line between two. From PubMed: "
        "save as “PubMed” or “Abstract (text)”. From a reference manager: BibTeX or RIS.",
    )


class PublicationForm(forms.ModelForm):
    names = forms.CharField(
        label="Authors",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A name on each line, given name first.",
    )
    abstract = forms.CharField(required=False, max_length=ABSTRACT, widget=forms.Textarea(attrs={"rows": 12}))
    year = forms.IntegerField(required=False, min_value=1800, max_value=2100)
    doi = forms.CharField(required=False, max_length=240, label="DOI", help_text="For example 10.1182/blood-2024-1.")

    class Meta:
        model = Publication
        fields = ("title", "abstract", "year", "venue", "doi")

    field_order = ["title", "abstract", "names", "year", "venue", "doi"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["names"].initial = "\n".join(self.instance.authors)

    def clean_names(self) -> list[str]:
        lines = [one_line(line)[:NAME] for line in self.cleaned_data["names"].splitlines()]
        return [line for line in lines if line][:MOST_AUTHORS]

    def clean_doi(self) -> str:
        typed = self.cleaned_data["doi"]
        found = doi_in(typed)
        if typed and not found:
            raise forms.ValidationError("This is not a DOI: it begins with 10. and has a slash.")
        others = Publication.objects.filter(person=self.instance.person_id, doi=found).exclude(pk=self.instance.pk)
        if found and others.exists():
            raise forms.ValidationError("Another publication of your list has this DOI.")
        return found

    @property
    def changed(self) -> dict[str, Any]:
        """What the action writes."""
        return {name: self.cleaned_data[name] for name in self._meta.fields} | {"authors": self.cleaned_data["names"]}

"""Write items, and merge those that say the same."""

from typing import Any

from django import forms

from outcomes.models import Exercise, Item


class ItemForm(forms.ModelForm):
    """`version` is what this window has seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Item
        fields = [
            "title",
            "form",
            "theme",
            "kind",
            "domain",
            "description",
            "gap",
            "window",
            "targets",
            "actors",
            "horizon",
            "references",
        ]
        help_texts = {
            "window": "Why now.",
            "targets": "How one would see that it is done, as “five cell lines of each subtype”.",
            "actors": "A funder, an agency, a society, industry.",
            "references": "A DOI or an address, one a line.",
            "domain": "The four kinds of CHNRI.",
        }
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("description", "gap", "window", "targets", "actors", "references")
        }

    def __init__(self, *args: Any, exercise: Exercise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = exercise.taxonomy.themes.all() if exercise.taxonomy else self.fields["theme"].queryset.none()
        self.fields["theme"].queryset = themes
        self.initial["version"] = self.instance.version if self.instance.pk else 0


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        Item.objects.none(), label="Which one goes on?", widget=forms.RadioSelect, empty_label=None
    )
    reason = forms.CharField(label="Why, if it is not plain", max_length=300, required=False)

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = items
        self.fields["into"].label_from_instance = lambda item: f"{item.number}. {item.title}"

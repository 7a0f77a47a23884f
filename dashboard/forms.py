"""Starting a meeting: from another, and from a setup file."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError

from dashboard.actions.cloning import all_parts, missing_needs
from dashboard.setup_file.toml import MOST_BYTES
from workshops import rules
from workshops.forms.fields import day_input
from workshops.models import Meeting

A_YEAR = timedelta(weeks=52)
"""The same weekday a year on."""


class CloneForm(forms.Form):
    name = forms.CharField(max_length=160)
    slug = forms.SlugField(
        label="Address", max_length=40, help_text="Small letters, digits and hyphens, for example ash-2028."
    )
    starts_on = forms.DateField(
        label="First day",
        widget=day_input(),
        help_text="Every date of the set-up moves by as many days as this one; clock times stay.",
    )
    parts = forms.MultipleChoiceField(label="Take along", widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *args, source: Meeting, **kwargs):
        kwargs["initial"] = {"starts_on": source.starts_on + A_YEAR, "parts": [part.key for part in all_parts()]}
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = [(part.key, part.label) for part in all_parts()]

    def clean_slug(self):
        slug = self.cleaned_data["slug"].lower()
        refusal = rules.name_address(slug)
        if refusal:
            raise ValidationError(str(refusal))
        if Meeting.objects.filter(slug=slug).exists():
            raise ValidationError("Another meeting has this address.")
        return slug

    def clean_parts(self):
        refusal = missing_needs(set(self.cleaned_data["parts"]))
        if refusal:
            raise ValidationError(str(refusal))
        return self.cleaned_data["parts"]


class SetupFileForm(forms.Form):
    """A setup file, or its text, which can be mended on the page. `body` is what was given."""

    file = forms.FileField(
        label="Setup file",
        required=False,
        widget=forms.FileInput({"accept": ".toml,text/plain"}),
        help_text="As a meeting’s set-up page gives it out. It is read and not kept.",
    )
    text = forms.CharField(
        label="Its text",
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 16, "spellcheck": "false", "class": "code-text"}),
        help_text="Shown here once a file was chosen, so that it can be changed before anything is made.",
    )
    slug = forms.SlugField(
        label="Address", max_length=40, required=False, help_text="Left empty: the address in the file."
    )
    starts_on = forms.DateField(
        label="First day",
        required=False,
        widget=day_input(),
        help_text="Left empty: the file’s. Otherwise every date moves by as many days; clock times stay.",
    )

    @property
    def body(self) -> bytes:
        return self.cleaned_data["body"]

    def said(self) -> dict:
        return {"slug": self.cleaned_data["slug"].lower(), "starts_on": self.cleaned_data["starts_on"]}

    def clean(self):
        super().clean()
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("text", "")
        if file and file.size > MOST_BYTES:
            self.add_error("file", f"The file is too large: a setup file has at most {MOST_BYTES:,} bytes.")
        elif not file and not text.strip() and "file" not in self.errors:
            self.add_error("file", "Choose a file, or put its text below.")
        else:
            self.cleaned_data["body"] = file.read() if file else text.encode()

    def kept(self) -> "SetupFileForm":
        """The form again with the file's text in it, since a browser does not send a file twice."""
        text = self.body.decode("utf-8-sig", errors="replace").replace("\x00", "")
        return SetupFileForm({name: self.data.get(name, "") for name in ("slug", "starts_on")} | {"text": text})

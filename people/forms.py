"""Forms of a person."""

from typing import Any

from django import forms

from people import orcid, zones
from people.members import MOST_BYTES
from people.models import Person


class NameForm(forms.Form):
    """The part of signing up that allauth does not know: who she is."""

    given_name = forms.CharField(max_length=100, label="Given name")
    family_name = forms.CharField(max_length=100, label="Family name")

    def signup(self, request, user):
        user.given_name = self.cleaned_data["given_name"]
        user.family_name = self.cleaned_data["family_name"]
        user.save()


class ProfileForm(forms.ModelForm):
    """What a person says about herself; programs print it."""

    time_zone = forms.ChoiceField(
        choices=zones.choices, required=False, help_text="Times are shown to you in this zone as well."
    )
    biography = forms.CharField(
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="A few sentences, up to 2000 characters.",
    )
    orcid = forms.CharField(
        max_length=40, required=False, label="ORCID iD", help_text="For example 0000-0002-1825-0097."
    )

    class Meta:
        model = Person
        fields = (
            "given_name",
            "family_name",
            "affiliation",
            "country",
            "degree",
            "career_stage",
            "orcid",
            "time_zone",
            "biography",
            "wants_invitations",
        )
        help_texts = {
            "wants_invitations": "Of sessions that you take part in, when they are announced, move or are called off."
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["given_name"].required = True
        self.fields["family_name"].required = True

    def clean_orcid(self) -> str:
        typed = self.cleaned_data["orcid"]
        if not typed:
            return ""
        tidy = orcid.tidy(typed)
        if tidy is None:
            raise forms.ValidationError(
                "This is not an ORCID iD: it has four groups of four characters, and the last one is a check digit."
            )
        return tidy


class PersonFilter(forms.Form):
    """The row above the list of people; it lives in the address."""

    q = forms.CharField(required=False, label="Name, institution or e-mail", widget=forms.SearchInput)
    staff = forms.BooleanField(required=False, label="Program staff only")

    def chosen(self, people):
        if not self.is_valid():
            return people
        if self.cleaned_data["staff"]:
            people = people.filter(is_staff=True)
        return people.matching(self.cleaned_data["q"])


class MembersForm(forms.Form):
    """A file, or its text where it was looked at already."""

    file = forms.FileField(
        required=False, label="CSV file", widget=forms.FileInput(attrs={"accept": ".csv,text/csv"})
    )
    text = forms.CharField(
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Or paste it",
        help_text="The first line names the columns.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if file := data.get("file"):
            data["text"] = self.decoded(file)
        if not data.get("text", "").strip() and not self.errors:
            self.add_error("file", "Choose a file, or paste the list.")
        if len(data.get("text", "")) > MOST_BYTES:
            self.add_error("text", "A list has at most two million characters.")
        return data

    def decoded(self, file: Any) -> str:
        if file.size > MOST_BYTES:
            self.add_error("file", "A list has at most two million bytes.")
            return ""
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("file", "The file is not text in UTF-8. Save it as “CSV UTF-8”.")
            return ""

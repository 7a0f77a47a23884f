"""Forms of what attendees do and what staff keep of them."""

from django import forms

from people.models import Person


class FindForm(forms.Form):
    """The row above a list; it lives in the address."""

    q = forms.CharField(label="Name, institution or e-mail", required=False, max_length=100, widget=forms.SearchInput)


class FindSessionForm(forms.Form):
    q = forms.CharField(label="Title", required=False, max_length=100, widget=forms.SearchInput)


class PlacesForm(forms.Form):
    places = forms.IntegerField(
        label="Places",
        required=False,
        min_value=1,
        max_value=100_000,
        help_text="Leave it empty for as many as the session's room holds in the public program.",
    )


class PersonForm(forms.Form):
    """Somebody by her address; with a name where nobody is known by it."""

    email = forms.EmailField(label="E-mail")
    given_name = forms.CharField(max_length=100, required=False, label="Given name")
    family_name = forms.CharField(
        max_length=100, required=False, label="Family name", help_text="Only for an address that is new here."
    )

    def clean(self):
        data = super().clean() or {}
        is_known = not data.get("email") or Person.objects.known(data["email"])
        if not is_known and not (data.get("given_name") and data.get("family_name")):
            self.add_error("family_name", "Nobody is known by this address yet: write her name too.")
        return data

    def person(self) -> Person:
        """Known by the address, or welcomed with it."""
        said = self.cleaned_data
        names = {"given_name": said["given_name"], "family_name": said["family_name"]}
        return Person.objects.welcome(said["email"], **names)[0]


class AddForm(PersonForm):
    despite = forms.BooleanField(
        label="Give her a place even where none is left",
        required=False,
        help_text="Else she waits at the end of the list where none is left.",
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Why", max_length=300, help_text="She reads it in the letter that tells her.")

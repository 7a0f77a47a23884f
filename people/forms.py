"""Forms of a person."""

from django import forms


class NameForm(forms.Form):
    """The part of signing up that allauth does not know: who she is."""

    given_name = forms.CharField(max_length=100, label="Given name")
    family_name = forms.CharField(max_length=100, label="Family name")

    def signup(self, request, user):
        user.given_name = self.cleaned_data["given_name"]
        user.family_name = self.cleaned_data["family_name"]
        user.save()

"""Forms of this floor."""

from django import forms

from program.models import Scope
from program.snapshot import Program


class FindForm(forms.Form):
    """The filter row of the program; its values live in the address."""

    q = forms.CharField(
        label="Search",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Title, name, institution"}),
    )
    topic = forms.ChoiceField(label="Topic", required=False)
    room = forms.ChoiceField(label="Room", required=False)
    person = forms.CharField(required=False, widget=forms.HiddenInput, max_length=16)
    day = forms.CharField(required=False, widget=forms.HiddenInput, max_length=10)
    view = forms.CharField(required=False, widget=forms.HiddenInput, max_length=10)

    def __init__(self, program: Program, *args, **kwargs):
        super().__init__(*args, **kwargs)
        topics = [(topic.slug, topic.name) for topic in program.topics]
        self.fields["topic"].choices = [("", "All topics"), *topics]
        self.fields["room"].choices = [("", "All rooms"), *((room.slug, room.name) for room in program.rooms)]


class RemindForm(forms.Form):
    minutes = forms.TypedChoiceField(
        label="Remind me",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Never"), *((each, f"{each} minutes before") for each in (5, 10, 15, 30, 60))],
    )


class ReleaseForm(forms.Form):
    note = forms.CharField(
        label="What is new",
        required=False,
        max_length=300,
        help_text="One sentence for readers of the program, for example: The first program. Two rooms changed.",
    )


class TokenForm(forms.Form):
    name = forms.CharField(
        label="What it is for",
        max_length=80,
        help_text="The system that reads with it, for example: Hospital intranet.",
    )
    scopes = forms.MultipleChoiceField(
        label="What it may read", choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(
        label="Until",
        coerce=int,
        choices=[(30, "In 30 days"), (90, "In 90 days"), (365, "In a year"), (730, "In two years")],
        initial=365,
    )


class WebhookForm(forms.Form):
    address = forms.CharField(
        label="Address",
        max_length=500,
        widget=forms.URLInput,
        help_text="Where the other system takes messages, for example: https://hospital.example/convoke",
    )

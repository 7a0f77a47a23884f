"""Find, settle and record conflicts of interest, and check somebody before she is invited."""

from typing import Any

from django import forms

from people.models import Person
from reviews.actions.looking import members_of
from reviews.conflicts.finding import State
from reviews.forms.naming import ProposalField
from reviews.forms.review import ConflictForm
from reviews.models import Stage
from reviews.models.evidence import Kind

STATES = [
    ("", "All"),
    (State.POSSIBLE.value, "Possible"),
    (State.BLOCKED.value, "Blocked"),
    (State.CLEARED.value, "Cleared"),
]


class ConflictFilter(forms.Form):
    """In the address."""

    q = forms.CharField(label="Title has", required=False, max_length=100, widget=forms.TextInput({"type": "search"}))
    person = forms.ModelChoiceField(label="Member", queryset=None, required=False, empty_label="Everybody")
    state = forms.ChoiceField(label="State", choices=STATES, required=False)
    kind = forms.ChoiceField(label="Evidence", choices=[("", "Any"), *Kind.choices], required=False)

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = members_of(stage)


class SettleForm(forms.Form):
    """What a chair makes of the ticked pairs."""

    reason = forms.CharField(
        label="Why",
        max_length=300,
        help_text="Kept with your name. For example: they have never met; the two departments share no work.",
        error_messages={"required": "Say why; it is kept with your name."},
    )


class ConflictOfForm(ConflictForm):
    """For a member of the committee, with one of the stage's proposals."""

    person = forms.ModelChoiceField(label="Member", queryset=None, empty_label="Choose a member")
    proposal = ProposalField()
    field_order = ("person", "proposal", "reason")

    def __init__(self, *args: Any, stage: Stage, by: Person, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = members_of(stage)
        self.fields["proposal"].among(stage.proposals_for(by))


class CheckForm(forms.Form):
    """In the address. Of somebody with an account only the address is needed."""

    address = forms.EmailField(label="E-mail address")
    given = forms.CharField(label="Given name", max_length=100, required=False)
    family = forms.CharField(label="Family name", max_length=100, required=False)
    affiliation = forms.CharField(label="Institution", max_length=200, required=False)

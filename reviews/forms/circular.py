"""Choose a group, and write to it."""

from typing import Any

from django import forms

from proposals.lifecycle import State
from proposals.models import InvitationState
from rendering.fields import Line, Prose
from reviews.circulars.audience import Group, Progress
from workshops.models import Format, Meeting, Topic

STATES = [each for each in State if each not in (State.DRAFT, State.JOINT)]


class AudienceForm(forms.Form):
    """In the address. A filter that says nothing of the group chosen is left alone."""

    group = forms.ChoiceField(choices=Group.choices, label="To")
    state = forms.ChoiceField(
        required=False,
        label="Proposals",
        choices=[("", "In any state"), *((each.value, each.label) for each in STATES)],
    )
    format = forms.ModelChoiceField(Format.objects.none(), required=False, empty_label="Of any format")
    topic = forms.ModelChoiceField(Topic.objects.none(), required=False, empty_label="On any topic")
    progress = forms.ChoiceField(required=False, label="Reviews", choices=[("", "However far"), *Progress.choices])
    answer = forms.ChoiceField(
        required=False, label="Faculty’s answer", choices=[("", "Whatever they answered"), *InvitationState.choices]
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["format"].queryset = Format.objects.filter(call__meeting=meeting)
        self.fields["topic"].queryset = meeting.topics.all()


class CircularForm(forms.Form):
    about = Line(label="Subject", max_length=150)
    words = Prose(
        label="Words",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="They stand inside the letter of this kind, whose frame is among the society’s letter templates.",
    )

"""Forms of what people wish: a ballot, when somebody cannot be there, her calendar."""

from datetime import datetime

from django import forms
from django.core import signing

from rendering.busy import MOST_BYTES
from rendering.fields import Prose
from scheduling.forms.fields import Moment, OfMeeting
from scheduling.models import Ballot
from workshops.zones import zone_names

SALT = "scheduling.busy"
KEEP_SECONDS = 3600
"""How long a preview can be applied."""


class BallotForm(OfMeeting):
    opens_at = Moment(label="Voting begins")
    closes_at = Moment(label="Voting ends")

    class Meta:
        model = Ballot
        fields = ["introduction", "opens_at", "closes_at", "most", "attendance"]
        field_classes = {"introduction": Prose}
        help_texts = {
            "attendance": "With it, the audience of a session is guessed from its share of the voters, and the "
            "planner looks for a room that holds it. What is written in the session itself counts first.",
        }

    def clean(self):
        data = super().clean()
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", "It has to end after it begins.")
        return data

    def save(self, commit=True):
        ballot = super().save(commit=False)
        ballot.meeting = self.meeting
        return ballot


class AwayForm(forms.Form):
    """One stretch of time."""

    starts_at = Moment(label="From")
    ends_at = Moment(label="Until")

    def clean(self):
        data = super().clean()
        if data.get("starts_at") and data.get("ends_at") and data["ends_at"] <= data["starts_at"]:
            self.add_error("ends_at", "It has to end after it starts.")
        return data


class ZoneForm(forms.Form):
    zone = forms.ChoiceField(
        label="Takes part",
        required=False,
        help_text="From afar, the hours from 22:00 to 7:00 there are unwelcome to the planner.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = [("", "on the spot"), *((name, f"from {name}") for name in zone_names())]


class CalendarForm(forms.Form):
    calendar = forms.FileField(
        label="Calendar file",
        help_text="An .ics file of at most 1 MB, as calendars export it. Only the times are read, never the titles.",
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
    )

    def clean_calendar(self):
        given = self.cleaned_data["calendar"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 1 MB. Export only the weeks around the meeting.")
        return given.read()


def sealed(meeting: int, person: int, spans: list[tuple[datetime, datetime]]) -> str:
    """A preview as the page sends it back."""
    told = [[each.isoformat() for each in span] for span in spans]
    return signing.dumps([meeting, person, told], salt=SALT, compress=True)


def opened(seal: str, meeting: int, person: int) -> list[tuple[datetime, datetime]] | None:
    """What was previewed for this person and meeting; None when it is another's, too old or no seal of ours."""
    try:
        where, who, told = signing.loads(seal, salt=SALT, max_age=KEEP_SECONDS)
    except signing.BadSignature:
        return None
    if (where, who) != (meeting, person):
        return None
    return [(datetime.fromisoformat(starts), datetime.fromisoformat(ends)) for starts, ends in told]

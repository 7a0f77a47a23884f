"""What a session is, and where it goes."""

from datetime import datetime, timedelta

from django import forms

from rendering.fields import Line, Prose
from scheduling.forms.fields import Moment, OfMeeting, Words
from scheduling.models import Room, Session
from scheduling.models.place import BlockKind
from workshops.models import Meeting


class SessionForm(OfMeeting):
    needs = Words(required=False, label="Room features needed", help_text="Words, separated by commas.")

    class Meta:
        model = Session
        fields = ["title", "subtitle", "abstract", "format_name", "minutes", "audience", "needs", "topics"]
        field_classes = {"title": Line, "subtitle": Line, "abstract": Prose, "format_name": Line}
        widgets = {"topics": forms.CheckboxSelectMultiple}
        help_texts = {"abstract": "Markdown.", "audience": "Compared with the room's capacity."}

    def prepare(self):
        self.fields["topics"].queryset = self.meeting.topics.all()
        self.fields["topics"].required = False

    def save(self, commit=True):
        session = super().save(commit=False)
        session.meeting = self.meeting
        return session


class MoveForm(forms.Form):
    """Where a session goes, without a mouse: a room and one of the times at which sessions may start."""

    room = forms.ModelChoiceField(queryset=Room.objects.none())
    starts_at = forms.ChoiceField(label="Starts", required=False)
    exact = Moment(label="Or at an exact time", required=False, help_text="Where no time above is right.")
    room_locked = forms.BooleanField(label="Keep it in this room", required=False)
    time_locked = forms.BooleanField(label="Keep it at this time", required=False)

    def __init__(self, meeting: Meeting, minutes: int, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["room"].queryset = meeting.rooms.all()
        self.fields["starts_at"].choices = [("", "—"), *starts_of(meeting, minutes)]

    def clean(self):
        """`starts_at` becomes the moment that was chosen, or written."""
        super().clean()
        chosen, exact = self.cleaned_data.get("starts_at"), self.cleaned_data.get("exact")
        if not (chosen or exact) and "exact" not in self.errors:
            self.add_error("starts_at", "Choose a time, or write one.")
        self.cleaned_data["starts_at"] = exact or (datetime.fromisoformat(chosen) if chosen else None)
        return self.cleaned_data


class NoteForm(forms.ModelForm):
    """What schedulers should know of a session; nobody else reads it."""

    class Meta:
        model = Session
        fields = ["note"]
        field_classes = {"note": Prose}
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"note": "Shown on its card to those who work on the schedule, and to nobody else."}


def starts_of(meeting: Meeting, minutes: int) -> list[tuple[str, str]]:
    """(ISO time in UTC, words) of every start on the grid at which a session of that length still fits its block."""
    starts = []
    for block in meeting.blocks.filter(kind=BlockKind.SESSIONS):
        moment = block.starts_at
        while moment + timedelta(minutes=minutes) <= block.ends_at:
            local = moment.astimezone(meeting.tz)
            starts.append((moment.isoformat(), f"{local:%a} {local.day} {local:%b}, {local:%H:%M}"))
            moment += timedelta(minutes=block.grid_minutes)
    return starts

"""Forms of the schedule. Clock times are the meeting's: views activate its zone around them."""

import os
from datetime import datetime, timedelta

from django import forms
from django.utils.text import slugify

from people.models import Person
from rendering.fields import Line, Prose
from scheduling.models import Absence, Block, Room, RoomClosing, Session
from scheduling.models.place import BlockKind
from workshops.models import Meeting

MOST_WORKERS = max(1, min(8, os.cpu_count() or 1))
"""Searches of one run: no more than the machine has processors."""

MOMENT = "%Y-%m-%dT%H:%M"


class Moment(forms.DateTimeField):
    """A date and a clock time in the active zone; hours that the clocks skip or repeat are refused by Django."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)

    def __init__(self, **kwargs):
        super().__init__(input_formats=[MOMENT, "%Y-%m-%d %H:%M"], **kwargs)


class Words(forms.CharField):
    """A list of plain words, separated by commas."""

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value):
        return list(dict.fromkeys(word.strip().lower() for word in super().clean(value).split(",") if word.strip()))


class OfMeeting(forms.ModelForm):
    """A form for a thing of one meeting; `meeting` is set on new ones."""

    def __init__(self, meeting: Meeting, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.prepare()

    def prepare(self):
        """Narrow the choices to the meeting's."""

    def _check_order(self):
        starts, ends = (self.cleaned_data.get(name) for name in ("starts_at", "ends_at"))
        if starts and ends and ends <= starts:
            self.add_error("ends_at", "It has to end after it starts.")


class RoomForm(OfMeeting):
    features = Words(required=False, help_text="Words such as projector, hybrid; separated by commas.")

    class Meta:
        model = Room
        fields = ["name", "location", "capacity", "features", "topics", "order"]
        field_classes = {"name": Line, "location": Line}
        widgets = {"topics": forms.CheckboxSelectMultiple}
        labels = {"topics": "Home of these topics"}
        help_texts = {
            "topics": "The planner keeps a topic's sessions to its rooms. A topic without rooms goes anywhere."
        }

    def prepare(self):
        self.fields["topics"].queryset = self.meeting.topics.all()
        if not self.meeting.topics.exists():
            del self.fields["topics"]

    def save(self, commit=True):
        room = super().save(commit=False)
        room.meeting = self.meeting
        if not room.slug:
            room.slug = _free_slug(self.meeting, room.name)
        return room


def _free_slug(meeting: Meeting, name: str) -> str:
    stem = slugify(name)[:50] or "room"
    taken = set(meeting.rooms.values_list("slug", flat=True))
    return next(slug for count in range(1, 1000) if (slug := f"{stem}-{count}" if count > 1 else stem) not in taken)


class BlockForm(OfMeeting):
    starts_at = Moment(label="Starts")
    ends_at = Moment(label="Ends")

    class Meta:
        model = Block
        fields = ["name", "kind", "starts_at", "ends_at", "grid_minutes", "rooms"]
        field_classes = {"name": Line}
        widgets = {"rooms": forms.CheckboxSelectMultiple}
        labels = {"grid_minutes": "Sessions start every … minutes", "rooms": "Only in these rooms"}
        help_texts = {"rooms": "None chosen means all rooms."}

    def prepare(self):
        self.fields["rooms"].queryset = self.meeting.rooms.all()
        self.fields["rooms"].required = False

    def clean(self):
        super().clean()
        self._check_order()
        starts, ends = (self.cleaned_data.get(name) for name in ("starts_at", "ends_at"))
        if self.cleaned_data.get("kind") == BlockKind.SESSIONS and starts and ends:
            others = self.meeting.blocks.filter(kind=BlockKind.SESSIONS, starts_at__lt=ends, ends_at__gt=starts)
            if other := others.exclude(pk=self.instance.pk).first():
                self.add_error("starts_at", f"It overlaps the block “{other}”.")
        return self.cleaned_data

    def save(self, commit=True):
        block = super().save(commit=False)
        block.meeting = self.meeting
        return block


class ClosingForm(OfMeeting):
    starts_at = Moment(label="From")
    ends_at = Moment(label="Until")

    class Meta:
        model = RoomClosing
        fields = ["room", "starts_at", "ends_at", "reason"]

    def prepare(self):
        self.fields["room"].queryset = self.meeting.rooms.all()

    def clean(self):
        super().clean()
        self._check_order()
        return self.cleaned_data

    def save(self, commit=True):
        return super().save(commit=False)


class AbsenceForm(OfMeeting):
    starts_at = Moment(label="From")
    ends_at = Moment(label="Until")

    class Meta:
        model = Absence
        fields = ["person", "starts_at", "ends_at"]

    def prepare(self):
        people = Person.objects.filter(session_roles__session__meeting=self.meeting)
        self.fields["person"].queryset = people.distinct().in_index_order()
        self.fields["person"].label_from_instance = lambda person: person.index_name

    def clean(self):
        super().clean()
        self._check_order()
        return self.cleaned_data

    def save(self, commit=True):
        absence = super().save(commit=False)
        absence.meeting = self.meeting
        return absence


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


class PlanForm(forms.Form):
    """How long the planner looks, and how."""

    seconds = forms.IntegerField(
        min_value=2,
        max_value=1800,
        initial=30,
        help_text="At most half an hour. Longer finds better plans and better bounds.",
    )
    workers = forms.IntegerField(
        label="Searches side by side",
        min_value=1,
        max_value=MOST_WORKERS,
        initial=min(2, MOST_WORKERS),
        help_text=f"At most {MOST_WORKERS} on this machine. Only a single one can give the same plan again.",
    )
    seed = forms.IntegerField(
        min_value=0,
        max_value=2**31 - 1,
        initial=0,
        help_text="Any whole number. Another one searches in another order.",
    )


class CompareForm(forms.Form):
    """Two runs to be laid side by side."""

    one = forms.ChoiceField(label="One run")
    other = forms.ChoiceField(label="The other")

    def __init__(self, runs: list[tuple[int, str]], *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            self.fields[name].choices = runs

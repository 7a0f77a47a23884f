"""Rooms, blocks of time, closings, absences."""

from django import forms
from django.utils.text import slugify

from people.models import Person
from rendering.fields import Line
from scheduling.forms.fields import Moment, OfMeeting, Words
from scheduling.models import Absence, Block, Room, RoomClosing
from scheduling.models.place import BlockKind
from workshops.models import Meeting


class RoomForm(OfMeeting):
    features = Words(required=False, help_text="Words such as projector, hybrid; separated by commas.")

    class Meta:
        model = Room
        fields = ["name", "location", "online_address", "capacity", "features", "topics", "order"]
        field_classes = {"name": Line, "location": Line}
        widgets = {"topics": forms.CheckboxSelectMultiple}
        labels = {"topics": "Home of these topics"}
        help_texts = {
            "online_address": "Where everybody can follow what happens in this room. It is public. A room without "
            "location and seats is taken to be online only.",
            "topics": "The planner keeps a topic's sessions to its rooms. A topic without rooms goes anywhere.",
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

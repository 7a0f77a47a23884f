"""Plan a sitting, put its agenda together, and what is typed in the room."""

from typing import Any

from django import forms
from django.db.models import Q

from people.models import Person
from reviews.models import Motion, Sitting
from workshops.forms.fields import MomentField
from workshops.models import Committee, Right, Seat


class SittingForm(forms.ModelForm):
    """`committees` are those whose sittings this person plans."""

    starts_at = MomentField(label="Begins")
    ends_at = MomentField(label="Ends")
    link = forms.URLField(label="Link to a video room", required=False, assume_scheme="https")

    class Meta:
        model = Sitting
        fields = [
            "committee",
            "stage",
            "name",
            "starts_at",
            "ends_at",
            "place",
            "link",
            "quorum",
            "majority",
            "secretary",
        ]
        help_texts = {
            "stage": "The stage whose proposals are on the agenda.",
            "quorum": "Of the members who are not recused, so many have to be in the room before a vote.",
            "secretary": "Writes the notes and runs the page of the room, besides the chair and program staff.",
        }
        error_messages = {"name": {"required": "Give the sitting a name, as “Spring sitting”."}}

    def __init__(self, *args: Any, meeting: Any, committees: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("starts_at", "ends_at"):
            self.fields[name].in_zone(meeting.zone)
        self.fields["starts_at"].help_text = f"The clock of the meeting: {meeting.zone.replace('_', ' ')}."
        self.fields["committee"].queryset = committees
        self.fields["committee"].disabled = self.instance.pk is not None
        stages = self.fields["stage"].queryset.filter(committee__in=committees).select_related("call", "committee")
        self.fields["stage"].queryset = stages
        self.fields["stage"].label_from_instance = lambda stage: f"{stage}, {stage.call} ({stage.committee})"
        seats = Seat.objects.serving().filter(committee__in=committees)
        seated = Person.objects.filter(Q(pk__in=seats.people()) | Q(is_staff=True))
        self.fields["secretary"].queryset = seated.in_index_order()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        begins, ends = data.get("starts_at"), data.get("ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", "A sitting ends after it begins.")
        stage, committee = data.get("stage"), data.get("committee")
        if stage and committee and stage.committee_id != committee.pk:
            self.add_error("stage", f"{stage} is the work of another committee.")
        return data


class ItemForm(forms.Form):
    title = forms.CharField(
        label="Something else", max_length=200, help_text="As “Welcome”, or “Any other business”."
    )


class NoteForm(forms.Form):
    text = forms.CharField(
        label="A note for the minutes", max_length=5000, widget=forms.Textarea(attrs={"rows": 3, "class": "words"})
    )


EMPTY = {"mover": "Choose a member", "seconder": "Nobody yet"}


class MotionForm(forms.Form):
    """`people` are those in the room who vote; an ordinary member moves in her own name, and another seconds."""

    kind = forms.ChoiceField(label="What is moved", choices=Motion.Kind)
    text = forms.CharField(
        label="Words",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Needed for conditions, and for a motion in free words.",
    )
    mover = forms.ModelChoiceField(label="Moved by", queryset=None)
    seconder = forms.ModelChoiceField(label="Seconded by", queryset=None, required=False)

    def __init__(self, *args: Any, people: list[Person], mover: Person | None, on_proposal: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        here = Person.objects.filter(pk__in=[person.pk for person in people])
        for name in ("mover", "seconder"):
            self.fields[name].queryset = here
            self.fields[name].choices = [("", EMPTY[name]), *((person.pk, str(person)) for person in people)]
        if mover:
            del self.fields["seconder"]
            self.fields["mover"].widget = forms.HiddenInput()
            self.fields["mover"].initial = mover.pk
        if not on_proposal:
            kinds = (Motion.Kind.WORDS, Motion.Kind.DEFER)
            self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("kind") in (Motion.Kind.WORDS, Motion.Kind.CONDITIONS) and not data.get("text", "").strip():
            self.add_error("text", "Write what is moved.")
        if data.get("mover") and data.get("mover") == data.get("seconder"):
            self.add_error("seconder", "A motion is seconded by somebody else.")
        return data


def may_plan(person: Any, meeting: Any) -> Any:
    """Committees of the meeting whose sittings this person plans."""
    rows = Committee.objects.filter(meeting=meeting)
    seats = Seat.objects.of(person).with_right(Right.ASSIGN).order_by()
    return rows if person.is_staff else rows.filter(pk__in=seats.values("committee"))

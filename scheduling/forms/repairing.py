"""What happened to a schedule that people were told, as a form."""

from django import forms

from people.models import Person
from scheduling.forms.fields import Moment
from workshops.models import Meeting

NOW, CLOSING, ABSENCE = "now", "closing", "absence"


class RepairForm(forms.Form):
    """What is to be mended, and how much worse the plan may get by it."""

    what = forms.ChoiceField(
        label="What happened?",
        widget=forms.RadioSelect,
        initial=NOW,
        choices=[
            (NOW, "Nothing more than is entered: mend what is broken in the draft, and place new sessions"),
            (CLOSING, "A room cannot be used"),
            (ABSENCE, "Somebody cannot be there"),
        ],
    )
    room = forms.ModelChoiceField(queryset=None, required=False, empty_label="—")
    person = forms.ModelChoiceField(queryset=None, required=False, empty_label="—")
    starts_at = Moment(label="From", required=False)
    ends_at = Moment(label="Until", required=False)
    worse = forms.IntegerField(
        label="How much worse the plan may get",
        min_value=0,
        max_value=1_000_000,
        initial=50,
        required=False,
        help_text="In points of its penalty. Empty means as much as it must.",
    )
    seconds = forms.IntegerField(min_value=2, max_value=300, initial=10)

    def __init__(self, meeting: Meeting, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(session_roles__session__in=meeting.sessions.living())
        self.fields["room"].queryset = meeting.rooms.all()
        self.fields["person"].queryset = people.distinct().in_index_order()
        self.fields["person"].label_from_instance = lambda person: person.index_name

    def clean(self):
        data = super().clean()
        asked = {CLOSING: "room", ABSENCE: "person"}.get(data.get("what"))
        if asked and not data.get(asked):
            self.add_error(asked, f"Say which {asked}.")
        if asked:
            for name in ("starts_at", "ends_at"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, "Say when.")
            if data.get("starts_at") and data.get("ends_at") and data["ends_at"] <= data["starts_at"]:
                self.add_error("ends_at", "It has to end after it starts.")
        return data

    def asked(self) -> dict:
        """Plain values for a job: what happened, to whom, when, and the limits."""
        data = self.cleaned_data
        plain = {"what": data["what"], "worse": data["worse"], "seconds": data["seconds"]}
        if data["what"] == NOW:
            return plain
        thing = data["room"] if data["what"] == CLOSING else data["person"]
        name = thing.name if data["what"] == CLOSING else thing.index_name
        span = {each: data[each].isoformat() for each in ("starts_at", "ends_at")}
        return plain | {"thing": thing.pk, "name": str(name)} | span

"""Topics, committees and seats: short forms."""

from django import forms
from django.core.exceptions import ValidationError

from workshops.forms.fields import LinesField, day_input
from workshops.models import Committee, Right, Seat, Topic


class TopicForm(forms.ModelForm):
    hue = forms.TypedChoiceField(label="Colour", coerce=int, choices=[(n, f"Colour {n + 1}") for n in range(10)])

    class Meta:
        model = Topic
        fields = ("name", "code", "hue")
        help_texts = {"code": "The society's own number for it, if it has one."}


class TopicLinesForm(forms.Form):
    topics = LinesField(
        label="Add topics",
        help_text="One per line. A number in front becomes its code: 322 Disorders of coagulation. Names that are "
        "here already are left out.",
    )

    def clean_topics(self) -> list[tuple[str, str]]:
        pairs = [code_and_name(line) for line in self.cleaned_data["topics"]]
        long = [name for _, name in pairs if len(name) > 160]
        if long:
            raise ValidationError(f"A topic has at most 160 letters; this one has more: {long[0][:60]}…")
        return pairs


def code_and_name(line: str) -> tuple[str, str]:
    """`322. Coagulation` is ("322", "Coagulation"); a line without a number in front has no code."""
    first, _, rest = line.partition(" ")
    code = first.rstrip(".:)")
    if rest.strip() and len(code) <= 20 and code[:1].isdigit() and code.isalnum():
        return code, rest.strip(" –-.:")
    return "", line


class CommitteeForm(forms.ModelForm):
    class Meta:
        model = Committee
        fields = ("name", "description", "is_public")
        help_texts = {
            "description": "What it does. You can use Markdown.",
            "is_public": "Its name and members stand on the meeting's front page.",
        }


class SeatForm(forms.Form):
    """What somebody is in a committee and what she may do for it."""

    title = forms.CharField(max_length=60, initial="Member", help_text="As the society says it: Chair, Member.")
    rights = forms.MultipleChoiceField(
        label="This seat may",
        choices=Right.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        initial=[Right.REVIEW],
    )
    begins_on = forms.DateField(label="First day of the term", required=False, widget=day_input())
    ends_on = forms.DateField(
        label="Last day of the term",
        required=False,
        widget=day_input(),
        help_text="Before the first day and after the last the seat gives no rights. Without days it has no end.",
    )

    def __init__(self, *args, seat: Seat | None = None, **kwargs):
        if seat:
            rights = [right.value for right in Right if getattr(seat, f"may_{right.value}")]
            term = {"begins_on": seat.begins_on, "ends_on": seat.ends_on}
            kwargs["initial"] = {"title": seat.title, "rights": rights} | term
        super().__init__(*args, **kwargs)

    def clean(self):
        data = super().clean() or {}
        if data.get("begins_on") and data.get("ends_on") and data["ends_on"] < data["begins_on"]:
            self.add_error("ends_on", "The last day is before the first.")
        return data


class InviteForm(SeatForm):
    """Seat somebody who has no account; the address is enough to sign in by an emailed code."""

    email = forms.EmailField(label="E-mail address")
    given_name = forms.CharField(max_length=100)
    family_name = forms.CharField(max_length=100)
    field_order = ("email", "given_name", "family_name", "title", "rights", "begins_on", "ends_on")


class PersonSearchForm(forms.Form):
    q = forms.CharField(label="Name or e-mail address", required=False, widget=forms.TextInput({"type": "search"}))

"""What a person states about her ties to companies: an answer, and rows that can be added and taken away."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from rendering.fields import Line
from workshops.actions.disclosing import MOST, Tie
from workshops.forms.fields import day_input
from workshops.models import Disclosure, DisclosurePolicy
from workshops.models.disclosure import Nature

NATURES = [("", "Choose"), *Nature.choices]
ACT = "act"
TOO_MANY = f"At most {MOST} relationships are stated at once. Write to program staff if you have more."


class TieForm(forms.Form):
    UNSAID = "Choose what you are to this company, or were."

    company = Line(max_length=160, required=False, widget=forms.TextInput({"autocomplete": "organization"}))
    nature = forms.ChoiceField(choices=NATURES, required=False, label="What you are to it")
    ended = forms.BooleanField(required=False, label="This has ended")

    @property
    def is_blank(self) -> bool:
        return not any(self.cleaned_data.get(name) for name in ("company", "nature"))

    def clean(self):
        super().clean()
        given = self.cleaned_data
        if given.get("nature") and not given.get("company") and "company" not in self.errors:
            self.add_error("company", "Name the company.")
        if given.get("company") and not given.get("nature") and "nature" not in self.errors:
            self.add_error("nature", self.UNSAID)

    @property
    def tie(self) -> Tie:
        return Tie(self.cleaned_data["company"], self.cleaned_data["nature"], self.cleaned_data["ended"])


class PaperTieForm(TieForm):
    UNSAID = "Choose what the person is to this company, or was."
    nature = forms.ChoiceField(choices=NATURES, required=False, label="What the person is to it")


def rows_form(row: type[TieForm]) -> type[BaseFormSet]:
    return formset_factory(row, extra=0, max_num=MOST, absolute_max=MOST + 5)


class DisclosureForm(forms.Form):
    """The buttons of the rows post `act`: `add`, or `remove-2` for the third row. `turned` answers them."""

    NOTHING = "I have had no such relationship in the last {} months: I have nothing to disclose"
    SOMETHING = "I have, or had, the relationships below"
    Rows = rows_form(TieForm)
    has = forms.ChoiceField(
        label="Your answer",
        widget=forms.RadioSelect,
        choices=(),
        error_messages={"required": "Choose one of the two answers; having nothing to disclose is one as well."},
    )

    def __init__(
        self, data: Any = None, *, policy: DisclosurePolicy, stated: Disclosure | None = None,
        typed: Mapping[str, Any] | None = None, ties: Sequence[dict[str, Any]] | None = None
    ):  # fmt: skip
        super().__init__(data, prefix="disclosure", initial={"has": answer_of(stated)} | dict(typed or {}))
        self.fields["has"].choices = (("no", self.NOTHING.format(policy.months)), ("yes", self.SOMETHING))
        rows = rows_of(stated) if ties is None else list(ties)
        self.rows = self.Rows(data, prefix="ties", initial=rows or [{}], error_messages={"too_many_forms": TOO_MANY})
        self.fresh = 0
        """The number, from one, of the row that was just added; it gets the focus."""

    def is_valid(self) -> bool:
        if not self.is_bound:
            return False
        rows = self.rows.is_valid()
        mine = super().is_valid()
        if mine and rows:
            self.weigh()
        return rows and not self.errors

    def weigh(self) -> None:
        """The answer and the rows must say the same."""
        answer, filled = self.cleaned_data["has"], bool(self.filled)
        if answer == "no" and filled:
            self.add_error("has", "You named a company below. Choose the second answer, or take the rows away.")
        if answer == "yes" and not filled:
            self.add_error("has", "Name at least one company below, or choose the first answer.")

    @property
    def filled(self) -> list[TieForm]:
        return [form for form in self.rows.forms if not form.is_blank]

    @property
    def ties(self) -> list[Tie]:
        return [form.tie for form in self.filled]


class PaperForm(DisclosureForm):
    """What staff copy from a paper that somebody signed; it begins with what was copied before, to correct it."""

    NOTHING = "Nothing to disclose: no such relationship in the {} months before"
    SOMETHING = "The relationships below"
    Rows = rows_form(PaperTieForm)

    dated_on = forms.DateField(
        label="Date on the paper",
        widget=day_input(),
        error_messages={"required": "Give the date on the paper.", "invalid": "Write the day as 2027-05-13."},
    )
    field_order = ("dated_on", "has")

    def __init__(self, *args, stated: Disclosure | None = None, **kwargs):
        before = stated if stated and stated.paper_on else None
        super().__init__(*args, stated=before, **kwargs)
        self.fields["has"].label = "What the paper says"
        if before:
            self.initial.setdefault("dated_on", before.paper_on)


def rows_of(stated: Disclosure | None) -> list[dict[str, Any]]:
    rows = stated.relationships.all() if stated else []
    return [{"company": row.company, "nature": row.nature, "ended": row.ended} for row in rows]


def answer_of(stated: Disclosure | None) -> str:
    return ("yes" if rows_of(stated) else "no") if stated else ""


def turned[Form: DisclosureForm](data: Any, policy: DisclosurePolicy, kind: type[Form]) -> Form | None:
    """The form after a button of its rows, with everything typed; None when another button was pressed."""
    verb, _, place = data.get(ACT, "").partition("-")
    if verb not in ("add", "remove"):
        return None
    typed = kind(data, policy=policy)
    rows = [{name: form[name].value() for name in form.fields} for form in typed.rows.forms] if sound(typed) else []
    if verb == "remove" and place.isdecimal() and len(place) < 4 and int(place) < len(rows):
        del rows[int(place)]
    if verb == "add" and len(rows) < MOST:
        rows.append({})
    kept = {name: typed[name].value() for name in typed.fields}
    form = kind(policy=policy, typed=kept | {"has": kept["has"] or "yes"}, ties=rows)
    form.fresh = len(rows)
    return form


def sound(form: DisclosureForm) -> bool:
    return form.rows.management_form.is_valid()

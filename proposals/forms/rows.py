"""Forms of the editor for rows: people, running order, earlier editions. Rows have keys and can be moved."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, ClassVar

from django import forms
from django.forms import BaseFormSet, formset_factory

from people.codes import random_code
from people.models.person import CareerStage
from proposals.content import Content, EditionRow, FacultyRow, ItemRow, Row
from proposals.forms.texts import PartialForm
from proposals.models.faculty import ItemKind, Role
from workshops.forms.answers import LONGEST

KEY = re.compile(r"[0-9a-z]{1,16}")
MOST_ROWS = 80


class RowForm(PartialForm):
    """`key` is ours; a form without a sound one gets a new one."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    row: ClassVar[type]
    named_by: ClassVar[tuple[str, ...]] = ("title",)

    @property
    def name(self) -> str:
        """What the row is called on the page, by what stands in its fields."""
        return " ".join(str(self[name].value() or "") for name in self.named_by).strip()

    def to_row(self, before: Row | None) -> Row:
        """What was typed; a cell with an error keeps what it held before."""
        sound = self.sound()
        key = sound.get("key", "")
        sound["key"] = key if KEY.fullmatch(key) else random_code()
        return self.row(**(asdict(before) if before else {}) | sound)


class FacultyRowForm(RowForm):
    row = FacultyRow
    named_by = ("given_name", "family_name")
    role = forms.ChoiceField(choices=Role.choices, required=False, initial=Role.SPEAKER)
    given_name = forms.CharField(max_length=100, required=False)
    family_name = forms.CharField(max_length=100, required=False)
    email = forms.CharField(
        max_length=254,
        required=False,
        label="E-mail",
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off"}),
    )
    affiliation = forms.CharField(max_length=200, required=False, label="Institution")
    country = forms.CharField(max_length=80, required=False)
    career_stage = forms.ChoiceField(choices=[("", "Not said"), *CareerStage.choices], required=False)


class ItemRowForm(RowForm):
    row = ItemRow
    kind = forms.ChoiceField(choices=ItemKind.choices, required=False, initial=ItemKind.TALK)
    title = forms.CharField(max_length=250, required=False)
    speaker = forms.ChoiceField(required=False)
    minutes = forms.IntegerField(min_value=0, max_value=6000, required=False)

    def __init__(self, *args, speakers: Sequence[FacultyRow] = (), **kwargs):
        super().__init__(*args, **kwargs)
        named = [(row.key, row.name or row.email or "Nameless") for row in speakers]
        self.fields["speaker"].choices = [("", "Nobody"), *named]

    @property
    def name(self) -> str:
        kinds = {kind.value: kind.label for kind in ItemKind}
        return super().name or str(kinds.get(self["kind"].value(), ""))

    def clean_minutes(self) -> int:
        return self.cleaned_data["minutes"] or 0


class EditionRowForm(RowForm):
    row = EditionRow
    title = forms.CharField(max_length=250, required=False)
    year = forms.IntegerField(min_value=0, max_value=2100, required=False)
    attendance = forms.IntegerField(min_value=0, max_value=100_000, required=False, label="People who came")
    report = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST, required=False, label="What came of it"
    )

    def clean_year(self) -> int:
        return self.cleaned_data["year"] or 0


class Rows(BaseFormSet):
    """Rows of one field of the content, and one blank row to write in."""

    def __init__(self, field: str, content: Content, **kwargs):
        self.field = field
        self.stored = {row.key: row for row in getattr(content, field)}
        initial = [*map(shown, self.stored.values()), {"key": random_code()}]
        form_kwargs = {"speakers": content.faculty} if field == "items" else {}
        super().__init__(initial=initial, prefix=field, form_kwargs=form_kwargs, **kwargs)

    def rows(self) -> list[Row]:
        """As posted; a post without its count of rows is none, and takes nothing away."""
        if self.is_bound and not self.management_form.is_valid():
            return list(self.stored.values())
        return [form.to_row(self.stored.get(str(form["key"].value() or ""))) for form in self.forms]

    def changes(self, act: str = "") -> dict[str, Any]:
        """The rows as posted, after one of the row buttons: `up-KEY`, `down-KEY`, `remove-KEY`."""
        return {self.field: tuple(moved(self.rows(), act))}


def shown(row: Row) -> dict[str, Any]:
    """Zero stands for what nobody has said yet."""
    return {name: "" if value == 0 else value for name, value in asdict(row).items()}


def moved(rows: list[Row], act: str) -> list[Row]:
    verb, _, key = act.partition("-")
    place = next((place for place, row in enumerate(rows) if row.key == key), None)
    if place is None:
        return rows
    row = rows[place]
    rest = rows[:place] + rows[place + 1 :]
    if verb == "remove":
        return rest
    step = {"up": -1, "down": 1}.get(verb, 0)
    spot = max(place + step, 0)
    return [*rest[:spot], row, *rest[spot:]]


FORMSETS = {
    field: formset_factory(form, formset=Rows, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 20)
    for field, form in (("faculty", FacultyRowForm), ("items", ItemRowForm), ("editions", EditionRowForm))
}

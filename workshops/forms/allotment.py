"""How many sessions of each format every day can hold, as one table of numbers."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms

from workshops.models import Call, Format

MOST = 500
LONGEST = 31
"""Columns at most: a meeting of longer than a month is not set up day by day."""


@dataclass(frozen=True)
class Line:
    """A format with its field of every day."""

    format: Format
    fields: list[Any]


class AllotmentForm(forms.Form):
    """One number for every format and day. Days that hold slots stay in the table when the meeting is moved."""

    def __init__(self, data: Any = None, *, call: Call):
        super().__init__(data)
        self.formats = list(call.formats.all())
        there = {(row.format_id, row.day): row.slots for row in call.allotments.all()}
        self.days = sorted(set(days_of(call)) | {day for _, day in there})
        for form in self.formats:
            for day in self.days:
                self.fields[name_of(form, day)] = forms.IntegerField(
                    required=False,
                    min_value=0,
                    max_value=MOST,
                    initial=there.get((form.pk, day)),
                    label=f"{form}, {day:%-d %B}",
                )

    @property
    def lines(self) -> list[Line]:
        return [Line(form, [self[name_of(form, day)] for day in self.days]) for form in self.formats]

    @property
    def slots(self) -> dict[tuple[int, date], int]:
        places = [(form, day) for form in self.formats for day in self.days]
        return {(form.pk, day): self.cleaned_data[name_of(form, day)] or 0 for form, day in places}


def days_of(call: Call) -> list[date]:
    first, last = call.meeting.starts_on, call.meeting.ends_on
    return [first + timedelta(days=number) for number in range(min((last - first).days + 1, LONGEST))]


def name_of(form: Format, day: date) -> str:
    return f"slots-{form.pk}-{day:%Y-%m-%d}"

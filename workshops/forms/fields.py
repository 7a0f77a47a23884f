"""Fields for zones and for clock times in them, for any floor's forms."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from workshops import rules
from workshops.zones import ANYWHERE_ON_EARTH, UnclearTime, moment, tidy, zone_names, zone_of


class SuggestingInput(forms.TextInput):
    """A text field with a list to search in; the browser shows what fits to what is typed."""

    def __init__(self, options=(), attrs=None):
        super().__init__({"autocomplete": "off"} | (attrs or {}))
        self.options = options

    def render(self, name, value, attrs=None, renderer=None):
        listed = f"{(attrs or {}).get('id') or name}_list"
        field = super().render(name, value, (attrs or {}) | {"list": listed}, renderer)
        options = format_html_join("", '<option value="{}">', ((option,) for option in self.options))
        return format_html('{}<datalist id="{}">{}</datalist>', mark_safe(field), listed, options)  # noqa: S308


class ZoneField(forms.CharField):
    """A time zone by name. With `for_deadline` AoE, anywhere on Earth, is one of them."""

    def __init__(self, *, for_deadline: bool = False, **kwargs):
        first = (ANYWHERE_ON_EARTH,) if for_deadline else ()
        kwargs.setdefault("widget", SuggestingInput(first + zone_names()))
        super().__init__(max_length=60, **kwargs)
        self.for_deadline = for_deadline

    def clean(self, value):
        name = tidy(super().clean(value))
        refusal = rules.name_zone(name, self.for_deadline) if name else None
        if refusal:
            raise ValidationError(str(refusal))
        return name


class MomentInput(forms.MultiWidget):
    """A day and a clock time beside each other."""

    def __init__(self, zone: str = "UTC"):
        self.zone = zone
        day = forms.DateInput({"type": "date", "aria-label": "Day"}, format="%Y-%m-%d")
        clock = forms.TimeInput({"type": "time", "aria-label": "Clock time"}, format="%H:%M")
        super().__init__({"day": day, "clock": clock})

    def decompress(self, value: datetime | None):
        local = value.astimezone(zone_of(self.zone)) if value else None
        return [local.date(), local.time()] if local else [None, None]


class MomentField(forms.MultiValueField):
    """A day and a clock time in a named zone, as the moment in UTC.

    A form says which zone by `form.fields[name].in_zone(zone)` before it is cleaned or shown.
    """

    def __init__(self, *, zone: str = "UTC", **kwargs):
        day = forms.DateField(error_messages={"invalid": "Write the day as 2027-05-13."})
        clock = forms.TimeField(error_messages={"invalid": "Write the clock time as 23:59."})
        kwargs["error_messages"] = {"incomplete": "Give both the day and the clock time."}
        super().__init__((day, clock), widget=MomentInput(), require_all_fields=False, **kwargs)
        self.in_zone(zone)

    def in_zone(self, zone: str) -> None:
        self.zone = self.widget.zone = zone

    def compress(self, values) -> datetime | None:
        if not values:
            return None
        try:
            return moment(datetime.combine(*values), self.zone)
        except UnclearTime as unclear:
            raise ValidationError(str(unclear)) from unclear


class LinesField(forms.CharField):
    """One thing per line, as a list without blanks."""

    widget = forms.Textarea

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).splitlines()]
        return [line for line in lines if line]


class NumbersField(forms.CharField):
    """Whole numbers between commas, as a list from the largest to the smallest."""

    def prepare_value(self, value):
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value):
        pieces = [piece for piece in super().clean(value).replace(",", " ").split() if piece]
        if not all(piece.isascii() and piece.isdigit() and len(piece) < 5 for piece in pieces):
            raise ValidationError("Write whole numbers with commas between them, for example 7, 1.")
        return sorted({int(piece) for piece in pieces}, reverse=True)


def day_input() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")

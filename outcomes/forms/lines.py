"""Fields in which a list is typed or pasted, one thing a line, its parts apart by semicolons."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from outcomes.setting import Yard

MOST = 200


class LinesField(forms.CharField):
    """Cleans to a tuple of the lines that say something, each a tuple of its parts."""

    def __init__(self, *, parts: int = 1, **kwargs: Any) -> None:
        self.parts = parts
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 6}))
        super().__init__(max_length=40_000, **kwargs)

    def clean(self, value: Any) -> tuple[tuple[str, ...], ...]:
        text = super().clean(value)
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > MOST:
            raise ValidationError(f"At most {MOST} lines at once.")
        return tuple(self._split(line) for line in lines)

    def _split(self, line: str) -> tuple[str, ...]:
        found = [part.strip() for part in line.split(";", self.parts - 1)]
        return (*found, *[""] * (self.parts - len(found)))


def groups_of(lines: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    names = tuple(name for (name,) in lines)
    if len(set(names)) < len(names):
        raise ValidationError("Two groups have one name.")
    if any(len(name) > 120 for name in names):
        raise ValidationError("A group's name has at most 120 letters.")
    return names


def yards_of(lines: tuple[tuple[str, ...], ...]) -> tuple[Yard, ...]:
    """Name; weight; question. A weight that is left out is 1."""
    yards = []
    for name, weight, question in lines:
        try:
            number = float(weight or 1)
        except ValueError:
            raise ValidationError(f"“{weight}” is no weight of “{name}”: write a number, as 1 or 1.5.") from None
        if not 0 <= number <= 999:
            raise ValidationError(f"The weight of “{name}” lies outside 0 to 999.")
        if not name or len(name) > 80 or len(question) > 300:
            raise ValidationError("A criterion has a name of at most 80 letters and a question of at most 300.")
        yards.append(Yard(name, question, round(number, 3)))
    if len({yard.name for yard in yards}) < len(yards):
        raise ValidationError("Two criteria have one name.")
    return tuple(yards)


def people_of(lines: tuple[tuple[str, ...], ...], groups: dict[str, Any]) -> list[dict[str, Any]]:
    """Name; e-mail; group; institution. `groups` are by their names in small letters."""
    people = []
    for name, email, group, institution in lines:
        if not name or len(name) > 160 or len(institution) > 200:
            raise ValidationError(f"“{name or email}”: write name; e-mail; group; institution.")
        try:
            validate_email(email)
        except ValidationError:
            raise ValidationError(f"“{email}” is no e-mail address of {name}.") from None
        if group.lower() not in groups:
            raise ValidationError(
                f"{name}: there is no group “{group}”. There is {', '.join(map(str, groups.values()))}."
            )
        people.append({"name": name, "email": email, "group": groups[group.lower()], "institution": institution})
    return people


def themes_of(lines: tuple[tuple[str, ...], ...]) -> list[tuple[str, str]]:
    """Code; name."""
    for code, name in lines:
        if not code or not name or len(code) > 20 or len(name) > 160:
            raise ValidationError(f"“{code}”: write a short code; and a name.")
    if len({code for code, _ in lines}) < len(lines):
        raise ValidationError("Two themes have one code.")
    return [(code, name) for code, name in lines]

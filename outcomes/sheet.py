"""The page on which one person rates: every item of the open round with what she answered, and what she may know.

She knows her own answers, also those of the round before, and of a Delphi round before what the groups said, as sums.
A group of fewer than `FEW` people is told in the sum of all only: else who is in it could tell who said what.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from outcomes.actions.rating import scale_of
from outcomes.counting import counts_of
from outcomes.engine.delphi import HIGH
from outcomes.models import Method, Participant, Rating, Round, RoundItem
from outcomes.progress import wanted_of
from outcomes.setting import Setting, from_json

FEW = 3
BLANK = "blank"
WORDS = {
    Method.CHNRI: {"1": "Yes", "0.5": "Informed, but undecided", "0": "No", BLANK: "I do not know enough"},
    Method.DELPHI: {BLANK: "I cannot say"},
    Method.JLA: {BLANK: "Not on my list"},
    Method.NOMINAL: {BLANK: "Not on my list"},
    Method.DOTS: {BLANK: "No dot"},
}
ENDS = {Method.DELPHI: "1 to 3: not important. 4 to 6: important. 7 to 9: critical."}


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One criterion of one item, as a row of choices; `name` is that of the field."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One item. `out` is why she stepped back; `earlier` her answer and `heard` the groups' of the round before."""

    asked: RoundItem
    questions: tuple[Question, ...]
    answered_at: Any
    out: str
    earlier: str
    heard: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """`given` of `wanted` answers are there."""

    round: Round
    setting: Setting
    lines: tuple[Line, ...]
    given: int
    wanted: int

    @property
    def is_list(self) -> bool:
        """A place on a list is chosen from a menu, everything else from a row."""
        return self.setting.method in (Method.JLA, Method.NOMINAL)

    @property
    def ends(self) -> str:
        return ENDS.get(Method(self.setting.method), "")

    @property
    def noun(self) -> str:
        picked = {Method.DOTS: "dots", Method.JLA: "places", Method.NOMINAL: "places"}
        return picked.get(Method(self.setting.method), "answers")


def sheet_of(participant: Participant, round_: Round) -> Sheet:
    """Four queries, three more in a later Delphi round."""
    setting = from_json(round_.setting)
    asked = list(round_.items.select_related("item__theme"))
    out = dict(participant.recusals.filter(item__asked__round=round_).values_list("item", "reason"))
    kept: dict[int, dict[str, Rating]] = {}
    for row in Rating.ballots.filter(participant=participant, asked__round=round_):
        kept.setdefault(row.asked_id, {})[row.criterion] = row
    own, heard = feedback_of(participant, round_, setting)
    lines = tuple(
        Line(
            each,
            questions_of(setting, kept.get(each.pk, {})),
            max((row.at for row in kept.get(each.pk, {}).values()), default=None),
            out.get(each.item_id, ""),
            own.get(each.item_id, ""),
            heard.get(each.item_id, ()),
        )
        for each in asked
    )
    rows = [row for line in lines if not line.out for row in kept.get(line.asked.pk, {}).values()]
    return Sheet(round_, setting, lines, _given(setting, rows), wanted_of(setting, len(lines) - len(out)))


def questions_of(setting: Setting, kept: Mapping[str, Rating]) -> tuple[Question, ...]:
    labels = {each.name: each.question or each.name for each in setting.criteria}
    return tuple(
        Question(f"a{at}", labels.get(key, ""), tuple(choices_of(setting, kept.get(key))))
        for at, key in enumerate(setting.keys)
    )


def choices_of(setting: Setting, row: Rating | None) -> list[Choice]:
    method = Method(setting.method)
    words = WORDS[method]
    steps = [f"{step.normalize():f}" for step in scale_of(setting)]
    chosen = "" if row is None else BLANK if row.value is None else f"{row.value.normalize():f}"
    if method in (Method.JLA, Method.NOMINAL, Method.DOTS):
        chosen, values = chosen or BLANK, [BLANK, *steps]
    else:
        values = [*steps, BLANK]
    form = "Place {}" if method in (Method.JLA, Method.NOMINAL) else "{}"
    return [Choice(value, words.get(value, form.format(value)), value == chosen) for value in values]


def answers_in(setting: Setting, data: Mapping[str, str]) -> dict[str, Decimal | None]:
    """What a form of one item says. ValueError for what is no number; a question left open is not in it."""
    found: dict[str, Decimal | None] = {}
    for at, key in enumerate(setting.keys):
        raw = data.get(f"a{at}", "")
        if raw == BLANK:
            found[key] = None
        elif raw:
            if len(raw) > 4 or not raw.replace(".", "", 1).isdecimal():
                raise ValueError(raw)
            found[key] = Decimal(raw)
    return found


def _given(setting: Setting, rows: Sequence[Rating]) -> int:
    if setting.method == Method.DOTS:
        return int(sum((row.value or Decimal(0) for row in rows), Decimal(0)))
    if setting.method in (Method.JLA, Method.NOMINAL):
        return sum(row.value is not None for row in rows)
    return len(rows)


Feedback = tuple[dict[int, str], dict[int, tuple[str, ...]]]


def feedback_of(participant: Participant, round_: Round, setting: Setting) -> Feedback:
    """({item: her rating before}, {item: what groups said}), of the round before; nothing outside Delphi."""
    if setting.method != Method.DELPHI or round_.number == 1:
        return {}, {}
    before = round_.exercise.rounds.closed().filter(number=round_.number - 1).first()
    if before is None:
        return {}, {}
    counts = [each for each in counts_of(before) if each.value is not None]
    names = dict(round_.exercise.groups.values_list("pk", "name"))
    own = {each.item: str(int(each.value or 0)) for each in counts if each.person == participant.pk}
    by_item: dict[int, dict[str, list[int]]] = {}
    for each in counts:
        groups = by_item.setdefault(each.item, {"All": []})
        for name in ("All", names[each.group]):
            groups.setdefault(name, []).append(int(each.value or 0))
    return own, {item: tuple(_said(groups)) for item, groups in by_item.items()}


def _said(groups: Mapping[str, Sequence[int]]) -> list[str]:
    told = []
    for name, values in groups.items():
        if len(values) >= FEW:
            high = sum(value in HIGH for value in values)
            told.append(
                f"{name}: {high} of {len(values)} rated 7–9, the middle is {sorted(values)[len(values) // 2]}"
            )
    return told

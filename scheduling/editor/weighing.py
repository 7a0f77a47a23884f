"""Where one session may go on a day, and what each place costs."""

from collections.abc import Iterator
from dataclasses import dataclass

from scheduling.draft.problem_of import minute_of
from scheduling.editor.desk import Desk
from scheduling.editor.showing import Day, Slot, slots_of
from scheduling.engine.problem import Placement as Place
from scheduling.engine.report import HARD_SEVERITY, Violation

WORDS = {
    "outside": "ends too late",
    "room_overlap": "room in use",
    "room_closed": "closed",
    "room_lacks": "lacks what it needs",
    "absent": "somebody away",
    "person_overlap": "person busy",
    "apart": "kept apart",
    "before": "wrong order",
}
"""Broken rules in the few words that a slot has room for."""


@dataclass(frozen=True)
class Offer:
    """`state`: free, clash (it may go there, but a rule is broken) or refused; `cost` against where it is now, or for
    a session that waits, in all; `word` says it in the slot, `reasons` in sentences."""

    state: str
    cost: int
    word: str
    reasons: tuple[str, ...]


def offers_of(desk: Desk, key: str, day: Day) -> list[Offer]:
    """One for each slot of the day, in the order in which the grid has them."""
    judge, now = desk.judge, desk.places.get(key)
    place = Place(str(now.room), now.minute) if now else None
    judge.move(key, None)
    try:
        here = judge.weigh(key, place).value if place else -judge.index.rule["unplaced"].weight
        starts = {(stands.room, stands.minute): other for other, stands in desk.places.items() if other != key}
        return [_offer(desk, key, slot, here, starts) for slot in slots_of(desk, day.day)]
    finally:
        judge.move(key, place)


def _offer(desk: Desk, key: str, slot: Slot, here: int, starts: dict[tuple[int, int], str]) -> Offer:
    minute = minute_of(slot.starts_at)
    if refused := next(_refusals(desk, key, slot, minute, starts), None):
        return Offer("refused", 0, *refused)
    delta = desk.judge.weigh(key, Place(str(slot.room.pk), minute))
    broken = [each for each in delta.appeared if each.severity == HARD_SEVERITY]
    reasons = tuple(each.sentence for each in (*broken, *(each for each in delta.appeared if each not in broken)))
    cost = delta.value - here
    if broken:
        return Offer("clash", cost, _word(broken), reasons)
    return Offer("free", cost, f"{cost:+}".replace("-", "−") if cost else "fits", reasons)


def _refusals(
    desk: Desk, key: str, slot: Slot, minute: int, starts: dict[tuple[int, int], str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What the action would refuse (scheduling.actions.placing), as a word and a sentence."""
    stands = desk.places.get(key)
    if stands and stands.room_locked and stands.room != slot.room.pk:
        yield "locked", ("It is locked in its room. Unlock the room first.",)
    if stands and stands.time_locked and stands.minute != minute:
        yield "locked", ("It is locked at its time. Unlock the time first.",)
    if other := starts.get((slot.room.pk, minute)):
        yield "taken", (f"“{desk.sessions[other].title}” starts there. Move it first.",)


def _word(broken: list[Violation]) -> str:
    words = dict.fromkeys(WORDS.get(each.rule, each.rule.replace("_", " ")) for each in broken)
    return ", ".join(words)

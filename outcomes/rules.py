"""May she? Nothing when she may, a Refusal when not."""

from datetime import datetime
from typing import Any

from outcomes.models import Exercise, Facilitator, Item, Method, Participant, ResearchAgenda, Round, RoundItem
from outcomes.setting import setting_of
from people.refusal import Refusal

ASK_STAFF = "Ask the society's office."


def found(person: Any) -> Refusal | None:
    """Set up an exercise: staff, and the command line (nobody)."""
    if person is None or (person.is_authenticated and person.is_staff):
        return None
    return Refusal("Only program staff set up an exercise.", ASK_STAFF)


def lead(person: Any, exercise: Exercise) -> Refusal | None:
    """Run it: its method, its people, its rounds."""
    if found(person) is None or _has(person, exercise, Facilitator.Role.FACILITATOR):
        return None
    return Refusal("Only its facilitators and program staff run an exercise.", ASK_STAFF)


def keep_list(person: Any, exercise: Exercise) -> Refusal | None:
    """Write, merge and drop items."""
    if lead(person, exercise) is None or _has(person, exercise, Facilitator.Role.SCRIBE):
        return None
    return Refusal("Only its facilitators, its scribes and program staff keep the list of items.", ASK_STAFF)


def _has(person: Any, exercise: Exercise, role: Facilitator.Role) -> bool:
    return exercise.facilitators.filter(person=person, role=role).exists()


def choose_method(exercise: Exercise) -> Refusal | None:
    """Change method, criteria, groups or numbers: not once people have rated under them."""
    if exercise.fixed_at is None:
        return None
    return Refusal(
        "The method was fixed when the first round opened, and everybody rates under the same.",
        "Undo that round to begin again under another method.",
    )


def change_list(exercise: Exercise) -> Refusal | None:
    """Merge, drop or bring back items: not under the hands of who rates them."""
    if not exercise.rounds.running().exists():
        return None
    return Refusal("A round is open, and its items stay as they are until it closes.", "Close the round first.")


def suggest(participant: Participant, at: datetime) -> Refusal | None:
    """Add an item by the link."""
    if removed := take_part(participant):
        return removed
    if not participant.exercise.is_collecting(at):
        return Refusal("Items are not collected now.")
    most = participant.exercise.items_each
    if most and participant.items.count() >= most:
        return Refusal(f"Each person may suggest {most} items, and you have.", "You can still rate them all.")
    return None


def take_part(participant: Participant) -> Refusal | None:
    if participant.removed_at is None:
        return None
    return Refusal(
        "You no longer take part in this exercise.", "Write to who invited you if you did not expect that."
    )


def open_round(exercise: Exercise, at: datetime) -> Refusal | None:
    """Everything a round needs is there, and no other runs."""
    if exercise.method == Method.UNRANKED:
        return Refusal("An unranked list is not rated.", "Choose a method if the items are to be put in order.")
    if exercise.rounds.running().exists():
        return Refusal("A round is open already.", "Close it before the next one.")
    if exercise.is_collecting(at):
        return Refusal(
            "Items are still collected.", "Stop collecting, merge what says the same, then open the round."
        )
    if not exercise.items.living().exists():
        return Refusal("There is no item to rate.", "Write one, or let people suggest some.")
    if not exercise.participants.taking_part().exists():
        return Refusal("Nobody takes part yet.", "Name the people who rate.")
    if exercise.method == Method.CHNRI:
        try:
            setting_of(exercise).chnri()
        except ValueError as wrong:
            return Refusal(str(wrong), "Mend the criteria in the set-up.")
    return None


def close_round(round_: Round) -> Refusal | None:
    return None if round_.state == "open" else Refusal(f"{round_} is {round_.state} already.")


def reopen_round(round_: Round, reason: str) -> Refusal | None:
    """The last one, with a reason."""
    if round_.state != "closed":
        return Refusal(f"{round_} is {round_.state}, so it cannot be opened again.")
    if round_.exercise.rounds.standing().filter(number__gt=round_.number).exists():
        return Refusal("A later round built on this one.", "Undo the later round first.")
    return _reason(reason)


def undo_round(round_: Round, reason: str) -> Refusal | None:
    """Only an open one: what is closed was seen, and stays."""
    if round_.state != "open":
        return Refusal(f"{round_} is {round_.state}: only an open round is undone.", "Open it again first.")
    return _reason(reason)


def _reason(reason: str) -> Refusal | None:
    return None if reason.strip() else Refusal("Say why: the reason is kept with the round.")


def rate(participant: Participant, asked: RoundItem) -> Refusal | None:
    """Answer for one item; `asked.round` is locked and fresh."""
    if removed := take_part(participant):
        return removed
    if asked.round.state != "open":
        return Refusal("This round is closed.", "What you rated before that is counted.")
    if participant.recusals.filter(item=asked.item_id).exists():
        return Refusal("You stepped back from this item, so you do not rate it.")
    return None


def merge(item: Item, into: Item) -> Refusal | None:
    """Two living items of one exercise."""
    if item.pk == into.pk:
        return Refusal("An item cannot be merged into itself.")
    living = set(
        Item.objects.living()
        .filter(exercise=item.exercise_id, pk__in=[item.pk, into.pk])
        .values_list("pk", flat=True)
    )
    if living == {item.pk, into.pk}:
        return None
    return Refusal("Only items that stand on the list can be merged.", "Somebody may have merged or dropped one.")


def publish(person: Any, exercise: Exercise, round_: Round | None) -> Refusal | None:
    """Freeze what was concluded for everybody: staff's, since it speaks for the society."""
    if found(person):
        return Refusal("Only program staff publish an agenda.", ASK_STAFF)
    if round_ is None and exercise.method != Method.UNRANKED:
        return Refusal(
            "A ranked agenda is that of a closed round.", "Close a round, or choose the method “unranked”."
        )
    if round_ is not None and round_.state != "closed":
        return Refusal(f"{round_} is {round_.state}: only a closed round is published.")
    if round_ is None and not exercise.items.living().exists():
        return Refusal("There is no item to publish.", "Write one first.")
    return None


def follow_up(person: Any, agenda: ResearchAgenda, number: int) -> Refusal | None:
    """Say what became of an item of a published agenda: staff's."""
    if found(person):
        return Refusal("Only program staff keep what became of a priority.", ASK_STAFF)
    if number not in {each["number"] for each in agenda.body["priorities"]}:
        return Refusal("This item is not in the agenda.")
    return None

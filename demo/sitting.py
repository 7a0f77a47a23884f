"""How committees of the demo sit: last year's Program Committee, with a recusal, votes and approved minutes; and the
sitting to which this year's readers are called.
"""

from datetime import timedelta
from typing import Any

from proposals.models import Proposal
from reviews.actions import arranging, conflicts, convening, minuting, presiding, voting
from reviews.models import AgendaItem, Sitting, Stage
from reviews.sittings.agenda import agenda_of, best_order, members_of

TREATED = 5
"""Proposals that last year's Program Committee talks about one by one; on the others it follows the readers."""
SAID = (
    "The faculty is strong; the committee asked who will chair should one of the two be prevented.",
    "Close to a workshop of the year before. The committee finds the new data reason enough.",
    "Discussed with regard to the balance between laboratory and clinic.",
)


def sat(story: Any, stage: Stage, wanted: dict[Proposal, str], *, day: float) -> Sitting:
    """The Program Committee treats the proposals nearest to the line; one member is recused from two of them."""
    chen, olga = story.person("chen"), story.person("olga")
    begins = story.days(day).replace(hour=18, minute=0, second=0, microsecond=0)
    chosen = near_the_line(wanted)
    member = next(person for person in members_of_committee(stage) if person != chen)
    for proposal in (chosen[0], chosen[2]):
        reason = "We run a trial together."
        conflicts.declare(stage, proposal=proposal, person=member, reason=reason, by=olga, at=begins)
    sitting = convening.plan_sitting(
        stage.committee,
        stage=stage,
        name="Choosing the workshops",
        starts_at=begins,
        ends_at=begins + timedelta(hours=3),
        place="Room Harbour, and by video",
        secretary=olga,
        by=chen,
        at=story.days(day - 6),
    )
    welcome = arranging.add_item(
        sitting, title="Welcome, and the minutes of last year", by=chen, at=story.days(day - 6)
    )
    arranging.lock(welcome, is_locked=True, by=chen, at=story.days(day - 6))
    arranging.add_proposals(sitting, proposals=chosen, by=chen, at=story.days(day - 6))
    order = best_order(agenda_of(sitting, chen, members_of(sitting)))
    arranging.put_in_order(sitting, keys=[int(str(key)) for key in order.keys], by=chen, at=story.days(day - 5))
    presiding.open_sitting(sitting, by=olga, at=begins)
    for person in members_of(sitting):
        presiding.come(sitting, person=person, by=olga, at=begins)
    for place, item in enumerate(sitting.items.select_related("proposal")):
        treat(sitting, item, wanted, begins + timedelta(minutes=5 + 20 * place), place, by=chen, secretary=olga)
    presiding.close_sitting(sitting, by=olga, at=begins + timedelta(minutes=10 + 20 * (TREATED + 1)))
    sitting.refresh_from_db()
    minuting.approve_minutes(sitting, by=chen, at=story.days(day + 1))
    return sitting


def treat(sitting: Sitting, item: AgendaItem, wanted: Any, at: Any, place: int, *, by: Any, secretary: Any) -> None:
    """Talk about it, move what the readers recommended, vote, and write it down as the decision."""
    item.sitting = sitting
    item = presiding.begin(item, by=secretary, at=at)
    if item.proposal is None:
        presiding.note(sitting, item=item, text="The minutes of last year are approved.", by=secretary, at=at)
        presiding.end(item, by=secretary, at=at + timedelta(minutes=15))
        return
    presiding.note(sitting, item=item, text=SAID[place % len(SAID)], by=secretary, at=at)
    away = set(item.recusals.values_list("person", flat=True))
    voters = [person for person in members_of(sitting) if person.pk not in away]
    later, kind = at + timedelta(minutes=12), wanted[item.proposal]
    seconder = next(person for person in voters if person != by)
    motion = voting.move(item, kind=kind, mover=by, seconder=seconder, by=secretary, at=later)
    motion = voting.put(motion, ballot="closed" if place == 2 else "open", by=secretary, at=later)
    for number, person in enumerate(voters):
        choice = "abstain" if number == len(voters) - 1 and place % 2 else "yes"
        voting.vote(motion, choice=choice, person=person, by=person, at=later)
    voting.adopt(voting.count(motion, by=secretary, at=later), by=by, at=later)
    presiding.end(item, by=secretary, at=at + timedelta(minutes=16))


def near_the_line(wanted: dict[Proposal, str]) -> list[Proposal]:
    """The first that wait, and the last that are accepted."""
    ordered = [proposal for proposal, outcome in wanted.items() if outcome == "accept"][-3:]
    waiting = [proposal for proposal, outcome in wanted.items() if outcome == "waitlist"]
    return [*ordered, *waiting][:TREATED]


def members_of_committee(stage: Stage) -> list[Any]:
    return [seat.person for seat in stage.committee.seats.serving().select_related("person")]


def called(story: Any, stage: Stage) -> Sitting:
    """This year's readers are called to sit once their reviews are in."""
    chen = story.person("chen")
    begins = story.days(32).replace(hour=15, minute=0, second=0, microsecond=0)
    sitting = convening.plan_sitting(
        stage.committee,
        stage=stage,
        name="After the first reading",
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        place="By video",
        link="https://meet.convoke.example/scientific-affairs",
        secretary=story.person("olga"),
        by=chen,
        at=story.days(-3),
    )
    arranging.add_item(sitting, title="How this year's proposals were read", by=chen, at=story.days(-3))
    chosen = stage.proposals_for(chen).order_by("pk")[:12]
    arranging.add_proposals(sitting, proposals=chosen, by=chen, at=story.days(-3))
    convening.call_members(sitting, by=chen, at=story.days(-2))
    return sitting

"""A plan as its page shows it: to each leader without the proposals hidden from her, in no row and no number."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q, Sum
from django.urls import reverse

from people.models import Person
from proposals.models import Proposal
from reviews.actions.assigning import members
from reviews.models import Assignment, PlannedReader, ReaderPlan, Stage
from reviews.planning.pairs import to_read


@dataclass(frozen=True)
class Row:
    proposal: Proposal
    readers: list[PlannedReader]

    @property
    def level(self) -> float:
        return sum(reader.score for reader in self.readers)


@dataclass(frozen=True)
class Numbers:
    """`worst` of a proposal and `total`, of the rows this person sees; `bound` only where these are all."""

    total: float
    worst: float
    bound: float | None
    proposals: int
    new: int


@dataclass(frozen=True)
class Help:
    """What would end a shortage: a sentence that is a link."""

    sentence: str
    url: str


def shown_pairs(plan: ReaderPlan, person: Any) -> Any:
    return plan.pairs.filter(proposal__in=plan.stage.proposals_for(person).order_by().values("pk"))


def proposals_in(plan: ReaderPlan, person: Any) -> Any:
    """Those that the plan gives readers to, or could; three readings of one page ask for its rows only."""
    return to_read(plan.stage, person).select_related("format").order_by("title", "pk")


def rows_of(plan: ReaderPlan, proposals: list[Proposal]) -> list[Row]:
    readers: dict[int, list[PlannedReader]] = defaultdict(list)
    for row in plan.pairs.filter(proposal__in=proposals).select_related("person").order_by("-score", "pk"):
        readers[row.proposal_id].append(row)
    return [Row(each, readers[each.pk]) for each in proposals]


def numbers_of(plan: ReaderPlan, person: Any) -> Numbers:
    """After a change by hand they are those of the pairs as they are now."""
    pairs = shown_pairs(plan, person).order_by()
    is_new = Count("pk", filter=Q(is_kept=False))
    levels = pairs.values("proposal").annotate(level=Sum("score"), readers=Count("pk"), added=is_new)
    sums = levels.aggregate(
        total=Sum("level"), worst=Min("level"), number=Count("proposal"), all=Sum("readers"), new=Sum("added")
    )
    whole = plan.pairs.count() == (sums["all"] or 0)
    bound = plan.bound if whole else None
    return Numbers(sums["total"] or 0.0, sums["worst"] or 0.0, bound, sums["number"], sums["new"] or 0)


def loads_of(plan: ReaderPlan, person: Any) -> list[tuple[Person, int]]:
    """Every member with what she reads by the plan, most first."""
    rows = shown_pairs(plan, person).order_by().values("person").annotate(number=Count("pk"))
    counts = dict(rows.values_list("person", "number"))
    return sorted(((each, counts.get(each.pk, 0)) for each in members(plan.stage)), key=lambda pair: -pair[1])


def left_by_decliners(stage: Stage, person: Any) -> int:
    """Proposals that lost a reader and have fewer now than the stage wants."""
    rows = Assignment.objects.filter(stage=stage)
    lost = set(
        rows.filter(
            declined_at__isnull=False, proposal__in=to_read(stage, person).order_by().values("pk")
        ).values_list("proposal", flat=True)
    )
    has: dict[int, int] = defaultdict(int)
    for proposal in rows.filter(proposal__in=lost).standing().values_list("proposal", flat=True):
        has[proposal] += 1
    return sum(has[key] < stage.readers_wanted for key in lost)


def sentence_of(plan: ReaderPlan, person: Any) -> tuple[str, list[Help]]:
    """Why nothing was found, and what would help; nothing of it where it would name a hidden proposal."""
    from reviews.engine.assigning.words import sentences
    from reviews.engine.assignment import Fix, Shortage

    short = plan.shortage
    keys = {*short["proposals"], *(fix["proposal"] for fix in short["fixes"])} - {None}
    proposals = {each.pk: each for each in plan.stage.proposals_for(person).filter(pk__in=keys)}
    people = {each.pk: each for each in members(plan.stage)}
    if keys - proposals.keys():
        return "This plan found no readers for every proposal.", []
    names = {key: str(each) for key, each in proposals.items()} | {None: ""}
    who = {key: str(each) for key, each in people.items()}
    order, crew = list(names), list(dict.fromkeys([*short["people"], *(f["person"] for f in short["fixes"])]))

    def fix(one: dict[str, Any]) -> Fix:
        place = None if one["proposal"] is None else order.index(one["proposal"])
        column = None if one["person"] is None else crew.index(one["person"])
        return Fix(one["kind"], place, column, one["by"], one["rule"])

    fixes = [fix(one) for one in short["fixes"]]
    shown = [who.get(key, "somebody who has left") for key in crew]
    places = tuple(order.index(key) for key in short["proposals"])
    columns = tuple(crew.index(key) for key in short["people"])
    titles = [names[key] for key in order]
    head = sentences(Shortage(short["kind"], places, columns, short["needs"], short["gives"], ()), titles, shown)[0]
    helps = []
    for one, made in zip(short["fixes"], fixes, strict=True):
        said = sentences(
            Shortage(short["kind"], places, columns, short["needs"], short["gives"], (made,)), titles, shown
        )
        helps += [Help(said[-1], _where(plan, one, proposals))] if len(said) > 1 else []
    return head, helps


def _where(plan: ReaderPlan, fix: dict[str, Any], proposals: dict[int, Proposal]) -> str:
    """The page on which it is done."""
    here = [plan.stage.call.meeting.slug, plan.stage_id]
    again = f"{reverse('reader_plans', args=here)}?from={plan.pk}"
    if fix["kind"] in ("load", "minimum"):
        return f"{reverse('reading_loads', args=here)}#member-{fix['person']}"
    if fix["kind"] == "demand":
        return f"{again}&fewer={proposals[fix['proposal']].code}"
    if fix["kind"] == "rule":
        return f"{again}&without={fix['rule']}"
    return reverse("assign_proposal", args=[*here, proposals[fix["proposal"]].code])

"""The pairs of a stage as its page shows them: paged in the database, whatever their number."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from proposals.models import Proposal
from proposals.reading import with_submitted_titles
from reviews.actions.looking import members_of
from reviews.conflicts.finding import State
from reviews.models import Conflict, Evidence, Stage

OPEN_FIRST = Case(
    When(open__gt=0, binding=0, then=Value(0)), When(binding__gt=0, then=Value(1)), default=Value(2),
    output_field=IntegerField(),
)  # fmt: skip
"""What waits for the chair comes first, what was cleared last."""
STATES = {
    State.POSSIBLE: Q(open__gt=0, binding=0),
    State.BLOCKED: Q(binding__gt=0),
    State.CLEARED: Q(open=0),
}


@dataclass(frozen=True)
class PairRow:
    """`lift` is the key of the declared conflict that staff can lift."""

    proposal: Proposal
    person: Any
    state: State
    evidence: tuple[Evidence, ...]
    lift: int | None
    is_own: bool

    @property
    def key(self) -> str:
        return f"{self.proposal.code}-{self.person.pk}"

    @property
    def may_settle(self) -> bool:
        """There is something that a chair can call no conflict, or a conflict."""
        return not self.is_own and any(each.may_clear for each in self.evidence)

    @property
    def cleared(self) -> Evidence | None:
        """What was called no conflict last."""
        rows = [each for each in self.evidence if each.cleared_at]
        return max(rows, key=lambda each: each.cleared_at) if rows else None


def pairs_of(stage: Stage, viewer: Any, wanted: Mapping[str, Any]) -> "QuerySet[Evidence, Any]":
    """Rows of `by_pair`, filtered by words of the title, member, state and kind."""
    proposals = stage.proposals_for(viewer)
    if wanted.get("q"):
        proposals = proposals.as_handed_in().filter(told_title__icontains=wanted["q"])
    rows = Evidence.objects.shown_to(viewer).filter(proposal__in=proposals.order_by().values("pk"))
    rows = rows.filter(person__in=members_of(stage).order_by().values("pk"))
    if wanted.get("person"):
        rows = rows.filter(person=wanted["person"])
    if wanted.get("kind"):
        alike = rows.filter(is_current=True, kind=wanted["kind"])
        rows = rows.filter(proposal__in=alike.values("proposal"), kind=wanted["kind"])
    pairs = rows.by_pair().annotate(rank=OPEN_FIRST)
    if wanted.get("state"):
        pairs = pairs.filter(STATES[State(wanted["state"])])
    return pairs.order_by("rank", "proposal__title", "person__family_name", "proposal", "person")


def rows_of(pairs: Collection[Mapping[str, Any]], viewer: Any) -> list[PairRow]:
    """The pairs of one page with everything found about them; three queries."""
    people, proposals = {row["person"] for row in pairs}, {row["proposal"] for row in pairs}
    found: dict[tuple[int, int], list[Evidence]] = defaultdict(list)
    rows = Evidence.objects.shown_to(viewer).filter(proposal__in=proposals, person__in=people, is_current=True)
    for each in rows.select_related("proposal", "person", "cleared_by"):
        found[each.proposal_id, each.person_id].append(each)
    with_submitted_titles(each.proposal for several in found.values() for each in several)
    declared = Conflict.objects.declared().filter(proposal__in=proposals, person__in=people)
    lifts = {(row.proposal_id, row.person_id): row.pk for row in declared}
    keys = [(pair["proposal"], pair["person"]) for pair in pairs]
    return [row_of(found[key], lifts.get(key), viewer) for key in keys]


def row_of(evidence: list[Evidence], lift: int | None, viewer: Any) -> PairRow:
    still = [each for each in evidence if not each.cleared_at]
    state = State.CLEARED if not still else State.BLOCKED if any(each.binds for each in still) else State.POSSIBLE
    one = evidence[0]
    return PairRow(one.proposal, one.person, state, tuple(evidence), lift, one.person_id == viewer.pk)

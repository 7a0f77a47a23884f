"""Remarks that a person has not had before her, by stage and proposal: for her home page and her worklist."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from proposals.models import Proposal
from proposals.reading import with_submitted_titles
from reviews.models import ActingChair, Assignment, Remark, RemarkMark, Stage
from reviews.models.stage import JUDGED
from workshops.models import Seat


@dataclass(frozen=True)
class Unread:
    stage: Stage
    proposal: Proposal
    count: int

    @property
    def words(self) -> str:
        return "1 new remark" if self.count == 1 else f"{self.count} new remarks"


def unread_of(person: Any) -> list[Unread]:
    """Three queries. Of discussions in which she takes part: she reads the proposal, leads the stage by her seat, or
    has said something; and only while the proposal is judged.
    """
    counts = (
        unread_rows(person)
        .filter(proposal__state__in=JUDGED)
        .order_by()
        .values("stage", "proposal")
        .annotate(count=Count("pk"))
    )
    found = {(row["stage"], row["proposal"]): row["count"] for row in counts}
    stages = Stage.objects.for_page().in_bulk({stage for stage, _ in found})
    proposals = Proposal.objects.in_bulk({proposal for _, proposal in found})
    with_submitted_titles(proposals.values())
    return [Unread(stages[stage], proposals[proposal], count) for (stage, proposal), count in sorted(found.items())]


def unread_rows(person: Any) -> Any:
    here = {"stage": OuterRef("stage"), "proposal": OuterRef("proposal")}
    seen = RemarkMark.objects.filter(**here, person=person).values("seen")[:1]
    rows = Remark.objects.visible_to(person).standing().exclude(by=person).filter(takes_part(person, here))
    return rows.alias(seen=Coalesce(Subquery(seen), 0)).filter(pk__gt=F("seen"))


def takes_part(person: Any, here: dict[str, Any]) -> Q:
    leads = Seat.objects.of(person).filter(committee=OuterRef("stage__committee"), may_assign=True)
    reads = Assignment.objects.filter(**here, reviewer=person, declined_at__isnull=True)
    wrote = Remark.objects.filter(**here, by=person)
    acts = ActingChair.objects.of(person).filter(**here)
    return Q(Exists(leads)) | Q(Exists(acts)) | Q(Exists(reads)) | Q(Exists(wrote))

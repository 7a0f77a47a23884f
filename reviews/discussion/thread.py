"""The remarks on a proposal as one person reads them, with the names that she may know."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from people.models import Person
from people.refusal import Refusal
from proposals.models import Proposal
from rendering.text import markdown_to_html
from reviews.blindness.sight import Sight
from reviews.discussion import rules
from reviews.models import Assignment, Remark, RemarkMark, Stage
from reviews.obstacles import obstacles
from reviews.offers import address
from workshops.models import Seat

RECENT = 6


@dataclass(frozen=True)
class Said:
    """One remark; `html` is empty where it was withdrawn. `is_new`: she had not read it before."""

    remark: Remark
    name: str
    html: str
    is_new: bool
    may_change: bool


@dataclass(frozen=True)
class Thread:
    """`refusal` says why she cannot write."""

    stage: Stage
    proposal: Proposal
    said: list[Said]
    refusal: Refusal | None

    @property
    def last(self) -> int:
        return max((each.remark.pk for each in self.said), default=0)

    @property
    def has_new(self) -> bool:
        return any(each.is_new for each in self.said)

    @property
    def recent(self) -> list[Said]:
        """What stands beside a review or a decision; all stands on the page of the discussion."""
        return self.said[-RECENT:]

    @property
    def earlier(self) -> int:
        return len(self.said) - len(self.recent)

    @property
    def url(self) -> str:
        return address("discussion", self.stage, code=self.proposal.code)


def thread_of(proposal: Proposal, sight: Sight, person: Any, at: datetime) -> Thread | None:
    """Nothing for who may not read it. The same number of queries whatever was said. What somebody wrote who has a
    conflict counts no more, as her review does.
    """
    stage = sight.stage
    if rules.read(person, stage, proposal):
        return None
    refusal = rules.write_now(person, stage, proposal, at)
    rows = list(Remark.objects.filter(stage=stage, proposal=proposal).select_related("by"))
    writers = {row.by_id: row.by for row in rows if row.by}
    left = {key for _, key in obstacles([proposal], list(writers.values()))} if writers else set()
    names, seen = names_of(proposal, sight, writers), seen_by(person, stage, proposal)
    said = [
        Said(
            row,
            names.get(row.by_id, "Somebody who has left"),
            "" if row.withdrawn_at else markdown_to_html(row.text, top_heading=3),
            row.pk > seen and row.by_id != person.pk,
            refusal is None and row.by_id == person.pk and row.withdrawn_at is None,
        )
        for row in rows
        if row.by_id not in left
    ]
    return Thread(stage, proposal, said, refusal)


def names_of(proposal: Proposal, sight: Sight, writers: dict[int, Person]) -> dict[int | None, str]:
    """Who leads is named; who reads goes by the name that her review has; any other member by hers, or by none."""
    leading = set(
        Seat.objects.serving()
        .filter(committee=sight.stage.committee_id, person__in=writers, may_assign=True)
        .order_by()
        .values_list("person", flat=True)
    )
    reads = Assignment.objects.filter(Q(reviewer__in=writers), stage=sight.stage, proposal=proposal)
    readers = {row.reviewer_id: row for row in reads.select_related("reviewer")}
    names: dict[int | None, str] = {}
    for key, person in writers.items():
        if key == sight.person:
            names[key] = "You"
        elif key in leading:
            names[key] = f"{person}, who leads this stage"
        elif person.is_staff:
            names[key] = f"{person}, program staff"
        elif key in readers:
            names[key] = sight.reader(readers[key])
        else:
            names[key] = "A member who does not read it" if sight.hides_readers else str(person)
    return names


def seen_by(person: Any, stage: Stage, proposal: Proposal) -> int:
    mark = RemarkMark.objects.filter(stage=stage, proposal=proposal, person=person).first()
    return mark.seen if mark else 0

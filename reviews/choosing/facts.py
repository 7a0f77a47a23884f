"""What is known of a decision when its letter is written, beside what is known of its proposal."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from letters.choosing import Known
from proposals import letter_facts
from proposals.letter_facts import said, yes_or_no
from proposals.models import Proposal
from reviews.models import Decision, Outcome
from reviews.portfolio.facts import chairs_of

FACTS = (
    *letter_facts.FACTS,
    yes_or_no("first_time", "Chairs who are new", "it has a first-time chair", "every chair has chaired before"),
    yes_or_no("waited", "Waiting list", "it was on the waiting list", "it was never on the waiting list"),
    yes_or_no("revised", "Revision", "a revision had been asked", "no revision had been asked"),
    yes_or_no("words", "Words of the committee", "the committee wrote words", "the committee wrote no words"),
)


def known_of(rows: Iterable[Decision]) -> dict[int, Known]:
    """Of each, by its key; the queries grow with the stages, not with the decisions."""
    rows = list(rows)
    pool = Proposal.objects.filter(pk__in=[row.proposal_id for row in rows])
    of_proposal = letter_facts.known_of(pool)
    before: dict[int, set[str]] = defaultdict(set)
    told = Decision.objects.filter(proposal__in=pool, released_at__isnull=False)
    for proposal, outcome in told.values_list("proposal", "outcome"):
        before[proposal].add(outcome)
    new = {proposal for stage in {row.stage for row in rows} for proposal in with_new_chair(stage, pool)}
    return {
        row.pk: {
            **of_proposal[row.proposal_id],
            "first_time": said(row.proposal_id in new),
            "waited": said(Outcome.WAITLIST in before[row.proposal_id]),
            "revised": said(Outcome.REVISE in before[row.proposal_id]),
            "words": said(row.to_proposer.strip()),
        }
        for row in rows
    }


def with_new_chair(stage: Any, pool: Any) -> list[int]:
    mine = pool.filter(call=stage.call_id)
    return [key for key, chairs in chairs_of(stage, mine).items() if any(each.is_first_time for each in chairs)]


def known(decision: Decision) -> Known:
    return known_of([decision])[decision.pk]

"""Letters of decisions that are still to be sent: held, or not written yet."""

from functools import partial
from typing import Any

from letters.choosing import Pending
from letters.models import LetterSet
from proposals.reading import with_submitted_titles
from reviews.choosing.facts import known_of
from reviews.letter_values import values_of
from reviews.models import Decision


def pending(outcome: str, letter_set: LetterSet, person: Any) -> list[Pending]:
    """By title, of all meetings that use the set; without what a conflict hides from this person."""
    rows = Decision.objects.to_tell().shown_to(person)
    rows = rows.filter(outcome=outcome, stage__call__meeting__letter_set=letter_set)
    of_proposal = ("proposal__call__meeting", "proposal__format", "proposal__proposer")
    found = list(rows.select_related("stage__call__meeting", "merge_with", *of_proposal))
    known = known_of(found)
    with_submitted_titles(row.proposal for row in found)
    made = [
        Pending(str(row.pk), str(row.proposal), row.proposal.proposer.name, known[row.pk], partial(values_of, row))
        for row in found
    ]
    return sorted(made, key=lambda each: (each.label.casefold(), each.key))

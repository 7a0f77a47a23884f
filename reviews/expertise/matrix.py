"""How well the members of a stage can judge its proposals, for who leads it. Proposals in which she has a conflict
are not in it, and no number depends on them.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any

from django.db.models import Max, Q

from proposals.models import Proposal
from reviews.engine.similarity import weigh
from reviews.models import Bid, Stage, TextMatch, TopicChoice

Pair = tuple[int, int]


@dataclass(frozen=True)
class Matrix:
    """Proposals and people by their keys. `cosines` {proposal: {person: 0..1}}, `greatest` of the whole matrix;
    `bids` {(proposal, person): (says, wish)}; `topics` of proposals, `chosen` by people.
    """

    cosines: Mapping[int, Mapping[int, float]] = field(default_factory=dict)
    words: Mapping[int, Mapping[int, tuple[str, ...]]] = field(default_factory=dict)
    greatest: float = 0.0
    bids: Mapping[Pair, tuple[bool | None, int]] = field(default_factory=dict)
    topics: Mapping[int, frozenset[int]] = field(default_factory=dict)
    chosen: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def score(self, proposal: int, person: int) -> float:
        """0..1 over the whole matrix: her text, topics and wish, and above all her own word."""
        says, wish = self.bids.get((proposal, person), (None, 0))
        return weigh(self.text(proposal, person), self.shared(proposal, person), wish, says)

    def text(self, proposal: int, person: int) -> float:
        """Similarity over the greatest one. Who gave no papers counts as the average of those who did."""
        row = self.cosines.get(proposal, {})
        if not row or not self.greatest:
            return 0.0
        return (row[person] if person in row else fmean(row.values())) / self.greatest

    def has_papers(self, proposal: int, person: int) -> bool:
        return person in self.cosines.get(proposal, {})

    def terms(self, proposal: int, person: int) -> tuple[str, ...]:
        """Up to three words that her papers and the proposal share, the weightiest first."""
        return self.words.get(proposal, {}).get(person, ())

    def says(self, proposal: int, person: int) -> bool | None:
        """Her own word: she can judge it, cannot, or has not said."""
        return self.bids.get((proposal, person), (None, 0))[0]

    def wish(self, proposal: int, person: int) -> int:
        return self.bids.get((proposal, person), (None, 0))[1]

    def shared(self, proposal: int, person: int) -> float:
        """The share of the proposal's topics that she chose."""
        topics = self.topics.get(proposal, frozenset())
        return len(topics & self.chosen.get(person, frozenset())) / len(topics) if topics else 0.0

    def is_expert(self, proposal: int, person: int) -> bool:
        """She says that she can judge it, or chose one of its topics and does not say the opposite."""
        says = self.says(proposal, person)
        return self.shared(proposal, person) > 0 if says is None else says


def matrix(
    stage: Stage, viewer: Any, proposals: Collection[int] | None = None, guests: Collection[int] = ()
) -> Matrix:
    """Of the stage's proposals that this person may know of, or of some of them: a page takes the rows it shows. The
    scale is that of the whole matrix either way. `guests` are keys of people who are no members; of their papers
    nothing is known here. Five queries.
    """
    visible = stage.proposals_for(viewer).order_by()
    rows = TextMatch.objects.filter(stage=stage, proposal__in=visible.values("pk"))
    greatest = rows.aggregate(greatest=Max("greatest"))["greatest"] or 0.0
    keys = set(visible.values_list("pk", flat=True)) if proposals is None else set(proposals)
    if proposals is not None:
        rows = rows.filter(proposal__in=keys)
    cosines: dict[int, dict[int, float]] = {}
    words: dict[int, dict[int, tuple[str, ...]]] = {}
    for proposal, row, terms in rows.values_list("proposal", "cosines", "terms"):
        cosines[proposal] = {int(person): value for person, value in row.items()}
        words[proposal] = {int(person): tuple(found) for person, found in terms.items()}
    return Matrix(cosines, words, greatest, *_said(stage, viewer, keys, guests))


def _said(stage: Stage, viewer: Any, keys: set[int], guests: Collection[int]) -> tuple[Any, Any, Any]:
    """What members and guests say and chose, and what the proposals are about."""
    theirs = Q(person__in=stage.committee.seats.serving().people()) | Q(person__in=guests)
    said = Bid.objects.filter(theirs, proposal__call=stage.call_id).shown_to(viewer)
    bids = {
        (proposal, person): (can, wish)
        for proposal, person, can, wish in said.values_list("proposal", "person", "can_judge", "wish")
        if proposal in keys
    }
    about: dict[int, set[int]] = defaultdict(set)
    for proposal, topic in Proposal.topics.through.objects.filter(proposal__call=stage.call_id).values_list(
        "proposal", "topic"
    ):
        if proposal in keys:
            about[proposal].add(topic)
    chosen: dict[int, set[int]] = defaultdict(set)
    choices = TopicChoice.objects.filter(theirs, topic__meeting=stage.call.meeting_id)
    for person, topic in choices.values_list("person", "topic"):
        chosen[person].add(topic)
    return bids, _frozen(about), _frozen(chosen)


def _frozen(sets: Mapping[int, set[int]]) -> dict[int, frozenset[int]]:
    return {key: frozenset(value) for key, value in sets.items()}

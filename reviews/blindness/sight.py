"""Which names of a stage one person sees. Every page, list, file and letter of the stage asks here."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.crypto import salted_hmac

from proposals.models import Proposal
from reviews import rules
from reviews.models import ActingChair, Assignment, Stage
from reviews.models.stage import Anonymity

HIDDEN = "Hidden while this is read"
PROPOSER = "Who proposes it"
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Sight:
    """`leads`: she sees every name; with the proposals whose keys are in `acting` she stands in for who leads.
    `handed_in` are keys of proposals of which her own review in the stage is in.
    """

    stage: Stage
    leads: bool
    person: int | None = None
    handed_in: Collection[int] = ()
    acting: Collection[int] = ()

    def hides_proposers(self, proposal: int) -> bool:
        """Who proposes it, who takes part, and where they work."""
        if self.leads or proposal in self.acting or not self.stage.hides_proposers:
            return False
        return self.stage.anonymity == Anonymity.THROUGHOUT or proposal not in self.handed_in

    @property
    def hides_readers(self) -> bool:
        return self.stage.hides_readers and not self.leads

    def proposer(self, proposal: Proposal) -> str:
        return HIDDEN if self.hides_proposers(proposal.pk) else str(proposal.proposer)

    def reader(self, assignment: Assignment) -> str:
        """A reader as she may be told of: by name, or by a name that stands for her with this proposal only."""
        if assignment.reviewer_id == self.person:
            return "You"
        if self.hides_readers and assignment.proposal_id not in self.acting:
            return alias(assignment)
        name = str(assignment.reviewer)
        return f"{name} ({alias(assignment)})" if self.stage.hides_readers else name


def sight_of(stage: Stage, person: Any, standing: rules.Standing | None = None) -> Sight:
    """At most three queries. `standing`: where it is at hand."""
    leads = (standing or rules.standing(person, stage)).lead
    if leads or stage.anonymity == Anonymity.OPEN:
        return Sight(stage, leads, person.pk)
    acting = ActingChair.objects.of(person).filter(stage=stage).values_list("proposal", flat=True)
    if stage.anonymity != Anonymity.DOUBLE:
        return Sight(stage, leads, person.pk, acting=frozenset(acting))
    done = Assignment.objects.of(person).filter(stage=stage, review__submitted_at__isnull=False)
    return Sight(stage, leads, person.pk, frozenset(done.values_list("proposal", flat=True)), frozenset(acting))


def hides_anywhere(person: Any, proposal: Proposal) -> bool:
    """For pages of a proposal that belong to no stage: one that is being read now hides its people from her."""
    reads = Assignment.objects.of(person).filter(proposal=proposal).values("stage")
    hers = Q(pk__in=Stage.objects.visible_to(person).order_by().values("pk")) | Q(pk__in=reads)
    stages = Stage.objects.filter(hers, call=proposal.call_id, opened_at__isnull=False)
    blind = [stage for stage in stages if stage.hides_proposers]
    return any(sight_of(stage, person).hides_proposers(proposal.pk) for stage in blind)


def alias(assignment: Assignment) -> str:
    """The same for as long as she reads it, and another with every other proposal; it tells nothing of her."""
    number = int(salted_hmac("reviews.reader", str(assignment.pk), algorithm="sha256").hexdigest(), 16)
    picked = []
    for _ in range(3):
        number, place = divmod(number, len(LETTERS))
        picked.append(LETTERS[place])
    return f"Reader {''.join(picked)}"

"""One proposal through the process of a setup file, with the verbs that the pages use."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from dashboard.actions.setups import import_setup
from demo.material import setup_file
from people.codes import random_code
from proposals import actions
from proposals.content import FacultyRow, ItemRow
from proposals.judging.sheet import judge
from proposals.models import Proposal
from reviews.actions import assigning, deciding, reading, stages, telling
from reviews.answers import Answers
from reviews.models import Assignment, Stage
from tests.factories.cast import Cast
from tests.factories.workshops import make_seat
from workshops.models import Call

DAY = timedelta(days=1)


@dataclass
class Process:
    """A society's call, brought in from its file; Chen leads and decides in every committee, Rita reads."""

    call: Call
    cast: Cast
    at: datetime

    def start(self, form: str) -> Proposal:
        return actions.start(self.call, self.call.formats.get(slug=form), by=self.cast.paula, at=self.at)

    def write(self, proposal: Proposal, **sections: dict[str, Any]) -> Proposal:
        for name, changes in sections.items():
            now = Proposal.objects.get(pk=proposal.pk)
            section = name.replace("_", "-")
            actions.save(now, section, changes, base_version=now.version, by=self.cast.paula, at=self.at)
        return Proposal.objects.get(pk=proposal.pk)

    def submit(self, proposal: Proposal, at: datetime | None = None) -> Proposal:
        return actions.submit(proposal, by=self.cast.paula, at=at or self.at)

    def read_and_recommend(self, proposal: Proposal, outcome: str) -> Stage:
        """The first stage: Rita answers every criterion, Chen decides."""
        first = self.call.stages.first()
        stage = stages.open_stage(first, by=self.cast.chen, at=self.at + DAY)
        who = {"reviewer": self.cast.rita, "by": self.cast.chen, "at": self.at + DAY}
        assigning.assign(stage, proposal=Proposal.objects.get(pk=proposal.pk), **who)
        assignment = Assignment.objects.get(stage=stage, proposal=proposal)
        scores = {criterion.pk: criterion.highest for criterion in stage.rubric.criteria.all()}
        answers = Answers(scores=scores, advice="accept", confidence=4, to_proposer="Good.")
        reading.submit(assignment, answers=answers, version=0, by=self.cast.rita, at=self.at + 2 * DAY)
        deciding.decide(stage, proposal=proposal, outcome=outcome, by=self.cast.chen, at=self.at + 3 * DAY)
        return stages.close_stage(stage, by=self.cast.chen, at=self.at + 3 * DAY)

    def approve(self) -> None:
        """Every later stage takes over, and the last one's letters go."""
        for later in list(self.call.stages.all())[1:]:
            stage = stages.open_stage(later, by=self.cast.chen, at=self.at + 4 * DAY)
            deciding.take_over(stage, by=self.cast.chen, at=self.at + 5 * DAY)
            stages.close_stage(stage, by=self.cast.chen, at=self.at + 5 * DAY)
        told = stage.decisions.values_list("pk", flat=True)
        telling.write_letters(stage, by=self.cast.olga, at=self.at + 6 * DAY)
        telling.release(stage, decisions=told, by=self.cast.olga, at=self.at + 6 * DAY)


def brought_in(name: str, cast: Cast, at: datetime) -> Process:
    """The call is made to be open at `at`, seats are given, and nothing else is set."""
    meeting, _ = import_setup(setup_file(name), by=cast.olga, at=at)
    for committee in meeting.committees.all():
        make_seat(committee, cast.chen, "assign", "recommend", "approve", title="Chair", may_review=False)
        make_seat(committee, cast.rita)
    meeting.is_public = True
    meeting.save()
    call = meeting.calls.get()
    call.is_public = True
    call.save()
    return Process(call, cast, call.closes_at - DAY)


def blocks(proposal: Proposal) -> list[str]:
    """What keeps it from being handed in."""
    return [line.sentence for line in judge(proposal) if line.state == "block"]


def notes(proposal: Proposal) -> list[tuple[str, str]]:
    return [(line.state, line.sentence) for line in judge(proposal) if line.state in ("warn", "tell")]


def person(family: str, house: str, country: str, role: str = "speaker", **more: Any) -> FacultyRow:
    """Somebody who is named, with an address of her own."""
    email = f"{family.lower()}@example.org"
    return FacultyRow(random_code(), role, "Pat", family, email, house, country, **more)


def talk(title: str, minutes: int, who: FacultyRow | None = None, kind: str = "talk") -> ItemRow:
    return ItemRow(random_code(), kind, title, minutes, who.key if who else "")


def lead(cast: Cast, house: str, country: str) -> FacultyRow:
    """Paula as the chair who proposes."""
    row = person("Perez", house, country, "chair")
    return replace(row, given_name="Paula", email=cast.paula.email)

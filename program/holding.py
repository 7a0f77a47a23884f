"""Which sessions a release has to wait for: those whose people have not all disclosed (ADR 18)."""

from collections.abc import Iterable
from dataclasses import dataclass

from people.models import Person
from people.refusal import Refusal
from program.snapshot import Program
from scheduling.models import Session, Version
from workshops.disclosing import Standing, policy_of, standing_of

LACKS = {
    Standing.MISSING: "{} has not stated yet",
    Standing.TO_JUDGE: "what {} stated is to be judged",
    Standing.TO_MITIGATE: "a relationship of {} is to be mitigated",
}


@dataclass(frozen=True)
class Held:
    """A placed session whose disclosures are not complete. Public already, it stays public."""

    session: Session
    lacks: tuple[tuple[Person, Standing], ...]
    is_public: bool

    @property
    def reasons(self) -> str:
        return ", ".join(LACKS[standing].format(person) for person, standing in self.lacks)

    @property
    def sentence(self) -> str:
        what = "is public already and stays so, without these disclosures" if self.is_public else "is held back"
        return f"“{self.session}” {what}: {self.reasons}."


def held_of(version: Version, before: Program | None) -> list[Held]:
    """In the order of the schedule; none where the meeting does not ask its faculty. Five queries at most."""
    policy = policy_of(version.meeting)
    if policy is None or not policy.asks_faculty:
        return []
    rows = version.placements.filter(session__in=Session.objects.living()).select_related("session")
    sessions = [row.session for row in rows.prefetch_related("session__people__person")]
    persons = {role.person_id: role.person for session in sessions for role in session.people.all()}
    standing = standing_of(persons, version.meeting)
    public = {each.code for each in before.living} if before else set()
    found = []
    for session in sessions:
        keys = dict.fromkeys(role.person_id for role in session.people.all())
        lacks = tuple((persons[key], standing[key]) for key in keys if standing[key] != Standing.COMPLETE)
        if lacks:
            found.append(Held(session, lacks, session.code in public))
    return found


def held_back(held: Iterable[Held]) -> set[int]:
    """Keys of the sessions that the coming release leaves out."""
    return {each.session.pk for each in held if not each.is_public}


def something_left(version: Version, held: list[Held]) -> Refusal | None:
    """A release says something: not when every session it could show is held back."""
    if not held_back(held) or version.placements.exclude(session__in=held_back(held)).exists():
        return None
    return Refusal(
        f"Every session that has a place waits for disclosures: {held[0].reasons}.",
        "On the page of disclosures, remind those who are missing, or record what they handed in on paper.",
    )

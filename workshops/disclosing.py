"""Who is asked to disclose for a meeting, and how far each has come.

Seats are known here; who has a role in a session or a proposal is told by the floors above, which register a teller
in apps.ready().
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from workshops.models import Meeting, Seat
from workshops.models.disclosure import Disclosure, DisclosurePolicy, Standing


@dataclass(frozen=True)
class Role:
    """Why a person is asked. `words` are for herself too, `title` (what she does it in) is for staff."""

    meeting: int
    person: int
    words: str
    title: str = ""
    call: str = ""
    is_seat: bool = False

    def __str__(self) -> str:
        return f"{self.words}, {self.title}" if self.title else self.words


Teller = Callable[[list[int], Any, Any], Iterable[Role]]
TELLERS: list[Teller] = []


def tells_faculty(function: Teller) -> Teller:
    """Register `function(meetings, of, viewer)`: the roles in meetings (by key) of one person or, when `of` is None,
    of everybody, without what is hidden from the viewer (None: nothing is). One or two queries.
    """
    if function not in TELLERS:
        TELLERS.append(function)
    return function


def roles_of(policies: Iterable[DisclosurePolicy], *, of: Any = None, viewer: Any = None) -> Iterator[Role]:
    policies = list(policies)
    yield from _seats([each.meeting_id for each in policies if each.asks_seats], of)
    faculty = [each.meeting_id for each in policies if each.asks_faculty]
    for tell in TELLERS:
        yield from tell(faculty, of, viewer)


def _seats(meetings: list[int], of: Any) -> Iterator[Role]:
    seats = Seat.objects.serving().filter(committee__meeting__in=meetings).select_related("committee")
    if of is not None:
        seats = seats.filter(person=of)
    for seat in seats.order_by("committee__order", "pk"):
        yield Role(seat.committee.meeting_id, seat.person_id, seat.title, seat.committee.name, is_seat=True)


def asked(meeting: Meeting, *, viewer: Any) -> dict[int, list[Role]]:
    """Everybody who is asked in a meeting, by key, as far as this staff person may know."""
    found: dict[int, list[Role]] = {}
    for role in roles_of(DisclosurePolicy.objects.filter(meeting=meeting), viewer=viewer):
        found.setdefault(role.person, []).append(role)
    return found


@dataclass(frozen=True)
class Asked:
    """A meeting that asks this person: why, and what she has stated there."""

    policy: DisclosurePolicy
    roles: tuple[Role, ...]
    stated: Disclosure | None

    @property
    def meeting(self) -> Meeting:
        return self.policy.meeting

    @property
    def standing(self) -> Standing:
        return self.stated.standing if self.stated else Standing.MISSING

    @property
    def words(self) -> str:
        return ", ".join(dict.fromkeys(role.words for role in self.roles))


def asked_of(person: Any) -> list[Asked]:
    """The meetings that ask her, the newest first. As many queries whatever she is asked and whatever there is."""
    policies = list(DisclosurePolicy.objects.select_related("meeting").order_by("-meeting__starts_on", "pk"))
    roles: dict[int, list[Role]] = {}
    for role in roles_of(policies, of=person):
        roles.setdefault(role.meeting, []).append(role)
    stated = {each.meeting_id: each for each in Disclosure.objects.filter(person=person).current().whole()}
    return [
        Asked(policy, tuple(roles[policy.meeting_id]), stated.get(policy.meeting_id))
        for policy in policies
        if policy.meeting_id in roles
    ]


def current_of(persons: Iterable[Any], meeting: Meeting) -> dict[int, Disclosure]:
    """The statement that counts of each person (a Person or a key) who has made one. Two queries."""
    keys = [getattr(person, "pk", person) for person in persons]
    rows = Disclosure.objects.filter(meeting=meeting, person__in=keys).current().whole()
    return {each.person_id: each for each in rows}


def standing_of(persons: Iterable[Any], meeting: Meeting) -> dict[int, Standing]:
    """How far each person's disclosure for the meeting has come, whether the meeting asks or not. Two queries."""
    keys = [getattr(person, "pk", person) for person in persons]
    stated = current_of(keys, meeting)
    return {key: stated[key].standing if key in stated else Standing.MISSING for key in keys}


def last_of(person: Any) -> Disclosure | None:
    """Her newest statement for any meeting, to say again what is still true."""
    return Disclosure.objects.filter(person=person).whole().select_related("meeting").first()


def policy_of(meeting: Meeting) -> DisclosurePolicy | None:
    return DisclosurePolicy.objects.filter(meeting=meeting).first()


def must_state(person: Any, meeting: Meeting) -> bool:
    """Does a member have to state before she may open a proposal to review? One query."""
    waits = DisclosurePolicy.objects.filter(meeting=meeting, seats_wait=True)
    seated = waits.filter(meeting__in=Seat.objects.of(person).order_by().values("committee__meeting"))
    return seated.exclude(meeting__disclosures__person=person).exists()


def standings_in(meetings: Collection[int], *, viewer: Any) -> dict[int, dict[Standing, int]]:
    """By meeting (key): how many of those who are asked stand where. As many queries whatever their number."""
    roles = roles_of(DisclosurePolicy.objects.filter(meeting__in=meetings), viewer=viewer)
    asked_in = {(role.meeting, role.person) for role in roles}
    stated = Disclosure.objects.filter(meeting__in=meetings).current().whole()
    standing = {(each.meeting_id, each.person_id): each.standing for each in stated}
    found: dict[int, dict[Standing, int]] = {}
    for pair in asked_in:
        counts = found.setdefault(pair[0], dict.fromkeys(Standing, 0))
        counts[standing.get(pair, Standing.MISSING)] += 1
    return found

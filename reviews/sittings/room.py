"""Who is in the room, who is out of it for the item at hand, and whether those who are there can carry a motion."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from people.models import Person
from people.refusal import Refusal
from reviews.models import AgendaItem, Attendance, Recusal, Sitting
from reviews.sittings.agenda import members_of
from reviews.sittings.recusals import recused


@dataclass(frozen=True)
class Quorum:
    """`members` are not recused from the item at hand; `here` of them are in the room, `needed` have to be."""

    members: int
    here: int
    needed: int

    @property
    def is_met(self) -> bool:
        return 0 < self.needed <= self.here

    @property
    def sentence(self) -> str:
        are = "is" if self.here == 1 else "are"
        return f"{self.here} of the {self.members} members who are not recused {are} here; {self.needed} have to be."


@dataclass(frozen=True)
class Presence:
    person: Person
    is_member: bool
    is_here: bool
    is_out: bool

    @property
    def votes(self) -> bool:
        return self.is_member and self.is_here and not self.is_out


@dataclass(frozen=True)
class Room:
    """`item` is under discussion, or nothing is. Members come first, then others who are here."""

    item: AgendaItem | None
    people: list[Presence]
    quorum: Quorum

    def of(self, person: Any) -> Presence | None:
        return next((each for each in self.people if each.person == person), None)

    def is_out(self, person: Any) -> bool:
        found = self.of(person)
        return found is not None and found.is_out


def room_of(sitting: Sitting, viewer: Any) -> Room:
    """As it is, whoever looks; `viewer` is among those asked, member or not. Five queries."""
    item = sitting.items.running().select_related("proposal").first()
    members = members_of(sitting)
    here = {
        row.person_id: row.person
        for row in Attendance.objects.filter(sitting=sitting, went_at__isnull=True).select_related("person")
    }
    others = [person for key, person in here.items() if person not in members]
    if viewer not in members and viewer not in others:
        others.append(viewer)
    out = out_for(item, [*members, *others]) if item else frozenset()
    people = [_presence(person, True, here, out) for person in members]
    people += [_presence(person, False, here, out) for person in others if person.pk in here or person.pk in out]
    return Room(item, people, quorum_of(sitting, [each for each in people if each.is_member]))


def _presence(person: Person, is_member: bool, here: Collection[int], out: Collection[int]) -> Presence:
    return Presence(person, is_member, person.pk in here, person.pk in out)


def out_for(item: AgendaItem, people: Collection[Any]) -> frozenset[int]:
    """From whom it is hidden, and who has left the room for it."""
    left = Recusal.objects.filter(item=item, returned_at__isnull=True).values_list("person", flat=True)
    return recused([item], people)[item.pk] | frozenset(left)


def quorum_of(sitting: Sitting, members: Collection[Presence]) -> Quorum:
    """The share of the members who are not recused, rounded up."""
    judging = [each for each in members if not each.is_out]
    needed = -(-sitting.quorum * len(judging) // 100)
    return Quorum(len(judging), sum(each.is_here for each in judging), needed)


def without_quorum(quorum: Quorum) -> Refusal | None:
    if quorum.is_met:
        return None
    return Refusal(f"There is no quorum. {quorum.sentence}", "Nothing can be put to the vote before they are.")

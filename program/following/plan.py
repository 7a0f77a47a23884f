"""Who has to be told what about the sessions she starred."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from audit.models import key_of
from letters.models import Letter
from people.models import Person
from program.changes import Change, changes
from program.following.letter_kinds import CHANGED
from program.models import Enrolment, Release
from program.shelf import program_of_release
from program.snapshot import Program
from scheduling.models import Star
from workshops.models import Meeting

TOLD_OF = ("moved", "room", "cancelled", "revived")
"""Kinds of changes that make her go elsewhere; another text does not."""

type ByCode = Mapping[str, Change]


@dataclass(frozen=True)
class Notice:
    """One letter: what to tell a person, in the order of the program."""

    person: Person
    changes: tuple[Change, ...]


def notices_of(release: Release, at: datetime) -> list[Notice]:
    """What this release, which is the public one, changed for each person who is to be told. Raises FileLost.

    Compared is with the program that she knows: the last release of which all were told, a later one that she had a
    letter about, or one that was public when she starred the session, whichever is newest. So a release whose letters
    were overtaken is made up for, and nobody is told twice, or of a time that is over. Who signed up for a session
    that is cancelled has a letter of its own about that.
    """
    known = _releases_since_all_were_told(release)
    if not known:
        return []
    program = program_of_release(release)
    since = {each.number: told_changes(program_of_release(each), program, at) for each in known}
    codes = {code for found in since.values() for code in found}
    lettered = _last_letters([*known[1:], release])
    on_lists = _on_lists(release.meeting)
    notices: dict[Person, dict[str, Change]] = defaultdict(dict)
    for star in _stars(release, codes):
        numbers = [each.number for each in known if each.published_at <= star.at]
        number = max([known[0].number, lettered.get(star.person_id, 0), *numbers])
        change = since.get(number, {}).get(star.session.code)
        if change and not (change.kind == "cancelled" and (star.person_id, star.session_id) in on_lists):
            notices[star.person][change.session.code] = change
    order = {session.code: place for place, session in enumerate(program.sessions)}
    return [
        Notice(person, tuple(sorted(found.values(), key=lambda change: order[change.session.code])))
        for person, found in notices.items()
    ]


def how_many(meeting: Meeting, before: Program, coming: Program, at: datetime) -> int:
    """People who would get a letter about what is coming; one query."""
    stars = _wanted(meeting, told_changes(before, coming, at))
    return stars.values("person").distinct().count()


def told_changes(before: Program, after: Program, at: datetime) -> ByCode:
    """By the code of the session, without those that are over."""
    found = changes(before, after)
    return {each.session.code: each for each in found if each.kind in TOLD_OF and each.session.ends_at > at}


def _releases_since_all_were_told(release: Release) -> list[Release]:
    """The last one before this of which all were told, then those after it; none where nobody was told of any."""
    earlier = release.meeting.releases.published().filter(number__lt=release.number).order_by("number")
    known: list[Release] = []
    for each in earlier:
        known = [each] if each.told_at else [*known, each] if known else []
    return known


def _last_letters(releases: list[Release]) -> dict[int, int]:
    """{person's key: number of the newest of these releases that she had a letter about}"""
    number_of = {key_of(each): each.number for each in releases}
    rows = Letter.objects.filter(kind=CHANGED, about__in=list(number_of), to__isnull=False).values_list("to", "about")
    found: dict[int, int] = {}
    for person, about in rows:
        found[person] = max(found.get(person, 0), number_of[about])
    return found


def _on_lists(meeting: Meeting) -> set[tuple[int, int]]:
    """(Person, session) of who signed up, with a place or waiting."""
    rows = Enrolment.objects.filter(sign_up__session__meeting=meeting)
    return set(rows.values_list("person", "sign_up__session"))


def _stars(release: Release, codes: Iterable[str]) -> Iterable[Star]:
    rows = _wanted(release.meeting, codes).filter(at__lt=release.published_at)
    return rows.select_related("person", "session").order_by("person_id")


def _wanted(meeting: Meeting, codes: Iterable[str]) -> QuerySet[Star]:
    """Stars of people who can be written to and have not said that they want no letters."""
    rows = Star.objects.filter(session__meeting=meeting, session__code__in=list(codes))
    rows = rows.filter(person__is_active=True, person__email__isnull=False)
    return rows.exclude(person__in=meeting.silences.values("person"))

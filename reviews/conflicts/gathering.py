"""What the rules look at, read from the tables: as many queries whatever the number of proposals and people."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Lower

from people.models.publication import Publication
from proposals.lifecycle import State
from proposals.models import Faculty, Proposal
from proposals.models.faculty import Role
from proposals.reading import with_submitted_titles
from reviews.conflicts.catalogue.together import SPAN
from reviews.conflicts.disclosures import stated_of
from reviews.conflicts.facts import Case, Declared, Facts, Paper, Part, Tied, Who
from reviews.conflicts.institutions import closed, compared
from reviews.models.belonging import Belonging
from reviews.models.conflict import Conflict, hidden_from
from reviews.models.tie import Tie

GONE = (State.WITHDRAWN, State.MERGED, State.DECLINED, State.CANCELLED)
"""What takes no place from another proposal any more."""


@dataclass(frozen=True)
class Row:
    """A proposal as it is read here; `goes_on` is the key of the one that took it in, or its own."""

    goes_on: int
    proposal: Proposal
    topics: frozenset[int]


def gather(proposals: Collection[Proposal], readers: dict[int, Who], *, at: datetime, viewer: Any = None) -> Facts:
    """Nothing found in a proposal that is hidden from `viewer` is among it (None: nothing is hidden)."""
    keys = [proposal.pk for proposal in proposals]
    rows = _proposals(keys, readers, at, viewer)
    faculty = list(Faculty.objects.filter(proposal__in=list(rows)).select_related("person"))
    ties = list(Tie.objects.between(readers).select_related("person", "other", "by"))
    addresses = _addresses(rows, faculty, ties)
    parts = _parts(rows, faculty, addresses)
    cases = {key: _case(key, row, parts[key]) for key, row in rows.items() if row.goes_on == key}
    return Facts(
        readers=readers,
        cases={key: cases[key] for key in keys if key in cases},
        elsewhere=tuple(cases.values()),
        declared=tuple(_declared(rows, readers)),
        ties=tuple(_tied(tie, addresses) for tie in ties),
        stated=stated_of({case.meeting for case in cases.values()}, {key for key in readers if key}),
        papers=tuple(_papers(rows, faculty, readers)),
        today=at.date(),
        wholes=closed((compared(each.part), compared(each.whole)) for each in Belonging.objects.all()),
    )


def _papers(rows: dict[int, Row], faculty: list[Faculty], readers: dict[int, Who]) -> Iterable[Paper]:
    """What the readers and those in the proposals have pasted, as far as it has a year."""
    people = {row.proposal.proposer_id for row in rows.values()} | {each.person_id for each in faculty} | set(readers)
    pasted = Publication.objects.filter(person__in=people - {None, 0}, year__isnull=False).order_by("pk")
    for person, title, year, authors in pasted.values_list("person", "title", "year", "authors"):
        yield Paper(person, title, year, tuple(authors))


def readers_of(people: Iterable[Any]) -> dict[int, Who]:
    """Persons with every address of theirs; one query."""
    found = {person.pk: person for person in people}
    addresses: dict[int, set[str]] = defaultdict(set)
    for key, address in EmailAddress.objects.filter(user__in=list(found)).values_list("user", "email"):
        addresses[key].add(address.lower())
    return {key: who_is(person, addresses) for key, person in found.items()}


def who_is(person: Any, addresses: dict[int, set[str]], affiliation: str = "") -> Who:
    own = addresses.get(person.pk, set()) | ({person.email.lower()} if person.email else set())
    return Who(
        key=person.pk,
        given=person.given_name,
        family=person.family_name,
        addresses=frozenset(own),
        orcid=person.orcid,
        affiliations=tuple(dict.fromkeys(each for each in (affiliation, person.affiliation) if each.strip())),
    )


def _proposals(keys: list[int], readers: dict[int, Who], at: datetime, viewer: Any) -> dict[int, Row]:
    """Those asked about, what they took in, and where else a reader is, of this meeting and of the last years."""
    people = [key for key in readers if key]
    addresses = {address for who in readers.values() for address in who.addresses}
    named = Faculty.objects.order_by().annotate(low=Lower("email"))
    named = named.filter(Q(person__in=people) | Q(low__in=sorted(addresses)))
    meetings = Proposal.objects.order_by().filter(pk__in=keys).values("call__meeting")
    recent = Q(call__meeting__starts_on__gte=at.date() - SPAN) | Q(call__meeting__in=meetings)
    elsewhere = Q(proposer__in=people) | Q(pk__in=named.values("proposal"))
    there = recent & elsewhere & Q(first_submitted_at__isnull=False)
    if viewer is not None:
        there &= ~Q(pk__in=hidden_from(viewer))
    return _rows(Proposal.objects.order_by("pk").filter(Q(pk__in=keys) | Q(merged_into__in=keys) | there))


def _rows(proposals: QuerySet[Proposal]) -> dict[int, Row]:
    topics: dict[int, set[int]] = defaultdict(set)
    found: dict[int, Proposal] = {}
    for proposal in proposals.select_related("call__meeting", "proposer").annotate(topic=F("topics")):
        found[proposal.pk] = proposal
        topics[proposal.pk].add(proposal.topic)
    with_submitted_titles(found.values())
    return {
        key: Row(each.merged_into_id if each.merged_into_id in found else key, each, frozenset(topics[key] - {None}))
        for key, each in found.items()
    }


def _addresses(rows: dict[int, Row], faculty: list[Faculty], ties: list[Tie]) -> dict[int, set[str]]:
    """Every address of everybody who is named, proved or not."""
    people = {row.proposal.proposer_id for row in rows.values()} | {each.person_id for each in faculty}
    people |= {end for tie in ties for end in (tie.person_id, tie.other_id)}
    found: dict[int, set[str]] = defaultdict(set)
    owned = EmailAddress.objects.filter(user__in=people - {None}).values_list("user", "email")
    for key, address in owned:
        found[key].add(address.lower())
    return found


def _parts(rows: dict[int, Row], faculty: list[Faculty], addresses: dict[int, set[str]]) -> dict[int, list[Part]]:
    """By the proposal that goes on. Who proposes comes last, so that it is said of her rather than her role."""
    found: dict[int, list[Part]] = defaultdict(list)
    for each in faculty:
        words = f"named in the proposal as {each.get_role_display().lower()}"
        part = Part(_named(each, addresses), words, each.role in (Role.CHAIR, Role.CO_CHAIR))
        found[rows[each.proposal_id].goes_on].append(part)
    for row in rows.values():
        found[row.goes_on].append(Part(who_is(row.proposal.proposer, addresses), "proposes it", True))
    return found


def _named(row: Faculty, addresses: dict[int, set[str]]) -> Who:
    """As she was written down, and as we know her where she has an account."""
    typed = {row.email.lower()} - {""}
    if row.person is None:
        affiliations = (row.affiliation,) if row.affiliation.strip() else ()
        return Who(None, row.given_name, row.family_name, frozenset(typed), "", affiliations)
    known = who_is(row.person, addresses, row.affiliation)
    return replace(known, addresses=known.addresses | typed)


def _case(key: int, row: Row, parts: list[Part]) -> Case:
    proposal, meeting = row.proposal, row.proposal.call.meeting
    return Case(
        key=key,
        title=str(proposal),
        meeting=meeting.pk,
        year=meeting.starts_on.year,
        form=proposal.format_id,
        topics=row.topics,
        competes=proposal.state not in GONE,
        proposer=proposal.proposer_id,
        parts=tuple(parts),
    )


def _declared(rows: dict[int, Row], readers: dict[int, Who]) -> Iterable[Declared]:
    found = Conflict.objects.declared().filter(proposal__in=list(rows), person__in=list(readers)).select_related("by")
    for each in found:
        case = rows[each.proposal_id].goes_on
        yield Declared(case, each.person_id, each.reason, str(each.by or "somebody who has left"), each.at)


def _tied(tie: Tie, addresses: dict[int, set[str]]) -> Tied:
    words = tie.get_kind_display().lower()
    return Tied(who_is(tie.person, addresses), _other_end(tie, addresses), words, str(tie.by or tie.person), tie.at)


def _other_end(tie: Tie, addresses: dict[int, set[str]]) -> Who:
    typed = {tie.email} - {""}
    if tie.other is None:
        return Who(None, tie.given_name, tie.family_name, frozenset(typed))
    known = who_is(tie.other, addresses)
    return replace(known, addresses=known.addresses | typed)

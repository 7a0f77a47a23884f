"""Fetches what stands around proposals, for one or for a whole list with the same number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.db.models.functions import Lower

from people.models import Member
from proposals.content import Content
from proposals.faculty.answers import answers_of
from proposals.judging.elsewhere import addresses_of, elsewhere_of
from proposals.judging.surroundings import Around, Edition, Surroundings, folded
from proposals.lifecycle import State
from proposals.models import Proposal

HELD = (State.ACCEPTED, State.CONFIRMED)
CHAIRS = ("chair", "co_chair")


@dataclass(frozen=True)
class Scope:
    """How far the reader of a rule sheet sees: those who write as `WRITER`, committees and staff with `is_committee`.

    `names_others`: staff, and who leads a committee, read in which other proposals somebody is named. `hidden` are
    keys of proposals of which this person may know nothing. `as_handed_in`: no words typed since.
    `with_declined`: what was declined counts too, as it did before it was.
    """

    is_committee: bool = False
    names_others: bool = False
    hidden: QuerySet | None = None
    as_handed_in: bool = False
    with_declined: bool = False


WRITER = Scope()


def surroundings_of(
    proposals: list[Proposal], texts: dict[int, Content], wants: Set[Around], scope: Scope
) -> dict[int, Surroundings]:
    """By the key of the proposal; each thing wanted costs its queries once, whatever the number of proposals."""
    fetched: dict[str, dict[int, Any]] = {}
    if Around.OTHERS in wants:
        who = {"hidden": scope.hidden, "by_account": scope.names_others, "with_declined": scope.with_declined}
        fetched["elsewhere"] = elsewhere_of(proposals, texts, **who)
    if Around.ANSWERS in wants:
        fetched["confirmed"] = confirmed_of(proposals, scope)
    if Around.MEMBERS in wants:
        fetched["members"] = members_of(proposals, texts)
    shared = {"names_others": scope.names_others}
    if Around.EDITIONS in wants:
        shared["editions"] = editions_of(texts.values())
    return {
        each.pk: Surroundings(
            year=each.call.meeting.starts_on.year,
            **shared,
            **{name: by_proposal[each.pk] for name, by_proposal in fetched.items()},
        )
        for each in proposals
    }


def confirmed_of(proposals: list[Proposal], scope: Scope) -> dict[int, frozenset[str]]:
    """Keys of the people of each text who said yes."""
    answered = answers_of(proposals, as_handed_in=scope.as_handed_in)
    return {
        each.pk: frozenset(key for key, answer in answered[each.pk].items() if answer.is_confirmed)
        for each in proposals
    }


def editions_of(texts: Iterable[Content]) -> dict[str, Edition]:
    """Earlier proposals here that these texts name, by code."""
    codes = {row.earlier for text in texts for row in text.editions if row.earlier}
    earlier = Proposal.objects.filter(code__in=codes).select_related("call__meeting").prefetch_related("faculty")
    return {
        each.code: Edition(
            each.call.meeting.starts_on.year,
            each.state in HELD,
            frozenset(folded(row.email) for row in each.faculty.all() if row.role in CHAIRS and row.email),
        )
        for each in earlier
    }


def members_of(proposals: list[Proposal], texts: dict[int, Content]) -> dict[int, frozenset[str]]:
    """Addresses of each text that are members' on the day its call closes.

    A proposer is a member by any address she has proved to be hers; of others only the address that was typed is
    looked up, so that nothing is given away of accounts.
    """
    proved = EmailAddress.objects.filter(user__in={each.proposer_id for each in proposals}, verified=True)
    own: dict[int, set[str]] = defaultdict(set)
    for person, low in proved.annotate(low=Lower("email")).values_list("user", "low"):
        own[person].add(low)
    wanted = addresses_of(texts.values()).union(*own.values())
    until = dict(Member.objects.filter(email__in=wanted).values_list("email", "until"))
    found = {}
    for each in proposals:
        day = each.call.closes_at.astimezone(each.call.tz).date()
        valid = {email for email, last in until.items() if last is None or last >= day}
        hers = own.get(each.proposer_id, set())
        found[each.pk] = frozenset(valid | hers if valid & hers else valid)
    return found

"""What changed since she was here: from the audit, and only verbs that her role may hear of.

A proposer hears of her proposals what their state says anyway, never who reads or decides. What a conflict hides
is in no line and no count.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from audit.models import Entry, key_of
from program.models import Release
from proposals.lifecycle import Verb
from proposals.models import Proposal
from reviews.models import Assignment
from reviews.models.conflict import hidden_from
from workshops.models import Right, Seat

MOST = 6
A_WEEK = timedelta(days=7)

OF_MINE = {
    Verb.RETURN: "was returned to you for completion.",
    Verb.BEGIN_REVIEW: "is in review.",
    Verb.ASK_REVISION: "was given back for a revision.",
    Verb.GO_ON: "is in review again, as you submitted it before.",
    "extend revision": "has more time for its revision.",
    Verb.TURN_AWAY: "was turned away.",
    Verb.ACCEPT: "is accepted.",
    Verb.WAITLIST: "is on the waiting list.",
    Verb.DECLINE: "was not accepted.",
    Verb.LAPSE: "has lapsed: its place was not confirmed in time.",
    Verb.REINSTATE: "was reinstated.",
    Verb.MERGE: "was merged into another proposal.",
    Verb.CANCEL: "was cancelled.",
    Verb.SUBMIT: "was submitted.",
    Verb.RESUBMIT: "was resubmitted.",
    Verb.CONFIRM: "is confirmed.",
    Verb.WITHDRAW: "was withdrawn.",
}
OF_STAFF = {
    Verb.SUBMIT: "was submitted by {by}.",
    Verb.RESUBMIT: "was resubmitted by {by}.",
    Verb.CONFIRM: "was confirmed by {by}.",
    Verb.WITHDRAW: "was withdrawn by {by}.",
}
OF_READERS = {"assign": "is yours to review."}
OF_CHAIRS = {"submit review": "{by} handed in a review.", "decline review": "{by} declined to review it."}
OF_ALL = {"publish release": "Program {number} is out."}


@dataclass(frozen=True)
class News:
    title: str
    sentence: str
    url: str
    at: datetime


def keys(rows: QuerySet) -> QuerySet:
    """The audit's keys of these rows, as a subquery."""
    label = Value(f"{rows.model._meta.label_lower}:")
    return rows.order_by().annotate(key=Concat(label, Cast("pk", CharField()))).values("key")


def news_for(person: Any, since: datetime) -> tuple[list[News], int]:
    """The newest MOST, and how many there are. What she did herself is no news."""
    found = Entry.objects.filter(heard_by(person), at__gt=since).exclude(by_id=person.pk).order_by("-at", "-id")
    entries = list(found[:MOST])
    things = _things(person, entries)
    news = [_tell(entry, things[entry.about]) for entry in entries if entry.about in things]
    return news, found.count()


def heard_by(person: Any) -> Q:
    """Which verbs about which rows she may hear of."""
    leads = Seat.objects.of(person).with_right(Right.ASSIGN).order_by().values("committee")
    read = Assignment.objects.filter(stage__committee__in=leads).shown_to(person)
    released = Release.objects.published().filter(meeting__is_public=True)
    heard = (
        _about(OF_MINE, Proposal.objects.of(person))
        | _about(OF_READERS, Assignment.objects.visible_to(person))
        | _about(OF_CHAIRS, read)
        | _about(OF_ALL, released)
    )
    if person.is_staff:
        heard |= _about(OF_STAFF, Proposal.objects.submitted().exclude(pk__in=hidden_from(person)))
    return heard


def _about(verbs: Iterable[str], rows: QuerySet) -> Q:
    return Q(verb__in=list(verbs), about__in=keys(rows))


def _things(person: Any, entries: list[Entry]) -> dict[str, Any]:
    """What the entries are about, by their key; one query for each kind."""
    pks: dict[str, list[int]] = defaultdict(list)
    for entry in entries:
        label, _, pk = entry.about.partition(":")
        pks[label].append(int(pk))
    hers = Proposal.objects.of(person).order_by().values("pk")
    kinds = {
        "proposals.proposal": Proposal.objects.annotate(is_hers=Case(When(pk__in=hers, then=True), default=False)),
        "reviews.assignment": Assignment.objects.select_related("proposal", "stage__call__meeting"),
        "program.release": Release.objects.select_related("meeting"),
    }
    found = [row for label, rows in kinds.items() for row in rows.filter(pk__in=pks[label])]
    return {key_of(row): row for row in found}


def _tell(entry: Entry, thing: Any) -> News:
    if isinstance(thing, Release):
        sentence = OF_ALL[entry.verb].format(number=thing.number)
        return News(str(thing.meeting), sentence, reverse("program", args=[thing.meeting.slug]), entry.at)
    if isinstance(thing, Proposal):
        sentence = OF_MINE[entry.verb] if thing.is_hers else OF_STAFF[entry.verb].format(by=entry.by_name)
        return News(str(thing), sentence, reverse("proposal", args=[thing.code]), entry.at)
    meeting = thing.stage.call.meeting.slug
    if entry.verb in OF_READERS:
        url = reverse("review", args=[meeting, thing.pk])
        return News(str(thing.proposal), OF_READERS[entry.verb], url, entry.at)
    url = reverse("dossier", args=[meeting, thing.stage_id, thing.proposal.code])
    return News(str(thing.proposal), OF_CHAIRS[entry.verb].format(by=entry.by_name), url, entry.at)

"""Where the people of a text are named in the other proposals of its call.

Only what was handed in counts: a draft is nobody's business, and one that was taken back or has ended takes up
nobody's role.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.db.models.functions import Lower

from proposals.content import Content, from_json
from proposals.judging.surroundings import Elsewhere, folded
from proposals.lifecycle import LIVING, State
from proposals.models import Faculty, ProgramItem, Proposal, Revision


@dataclass
class Part:
    """One person's part in one proposal, while it is counted."""

    roles: list[str] = field(default_factory=list)
    talks: int = 0


Parts = dict[tuple[int, str], Part]


def addresses_of(texts: Iterable[Content]) -> set[str]:
    return {folded(row.email) for text in texts for row in text.faculty if row.email}


def handed_in_of(calls: Collection[int], hidden: QuerySet | None, with_declined: bool) -> QuerySet[Proposal]:
    """What counts of these calls for somebody from whom `hidden` is hidden."""
    states = {*LIVING, State.DECLINED} if with_declined else {*LIVING}
    rows = Proposal.objects.submitted().filter(call__in=calls, state__in=states - {State.DRAFT})
    return rows if hidden is None else rows.exclude(pk__in=hidden)


def elsewhere_of(
    proposals: list[Proposal],
    texts: dict[int, Content],
    *,
    hidden: QuerySet | None,
    by_account: bool,
    with_declined: bool,
) -> dict[int, dict[str, tuple[Elsewhere, ...]]]:
    """{proposal: {address: her parts in the other proposals of its call}}.

    `by_account`: one person with several proved addresses is one. Never for a proposer, who would learn whose
    addresses they are.
    """
    others = handed_in_of({each.call_id for each in proposals}, hidden, with_declined)
    known = {pk: (call, code, title) for pk, call, code, title in others.values_list("pk", "call", "code", "title")}
    wanted = addresses_of(texts.values())
    stands_for = accounts_of(wanted) if by_account else {}
    revised = texts_under_revision(others)
    told: dict[tuple[int, str], list[Elsewhere]] = defaultdict(list)
    for (pk, address), part in parts_of(others, revised, wanted | stands_for.keys()).items():
        call, code, title = known[pk]
        title = (revised[pk].title if pk in revised else title) or "Untitled proposal"
        told[call, stands_for.get(address, address)].append(Elsewhere(code, title, tuple(part.roles), part.talks))

    def hers(proposal: Proposal, address: str) -> tuple[Elsewhere, ...]:
        parts = told.get((proposal.call_id, stands_for.get(address, address)), ())
        return tuple(part for part in parts if part.code != proposal.code)

    return {
        each.pk: {address: hers(each, address) for address in addresses_of([texts[each.pk]])} for each in proposals
    }


def accounts_of(addresses: set[str]) -> dict[str, str]:
    """Proved addresses of the people who have one of these: each led to the one that stands for its owner."""
    lower = EmailAddress.objects.annotate(low=Lower("email")).filter(verified=True)
    owned = lower.filter(user__in=lower.filter(low__in=addresses).values("user")).order_by("user", "pk")
    first: dict[int, str] = {}
    return {low: first.setdefault(person, low) for person, low in owned.values_list("user", "low")}


def parts_of(others: QuerySet[Proposal], revised: dict[int, Content], wanted: Collection[str]) -> Parts:
    """What each of the wanted addresses does in each of the others, by the text that was handed in."""
    parts: Parts = defaultdict(Part)
    settled = others.exclude(state=State.REVISION_ASKED).order_by().values("pk")
    rows = Faculty.objects.annotate(low=Lower("email")).filter(proposal__in=settled, low__in=wanted)
    for pk, low, role in rows.order_by("pk").values_list("proposal", "low", "role"):
        parts[pk, low].roles.append(role)
    talks = ProgramItem.objects.annotate(low=Lower("speaker__email")).filter(kind="talk", low__in=wanted)
    for pk, low in talks.filter(proposal__in=settled).order_by("pk").values_list("proposal", "low"):
        parts[pk, low].talks += 1
    for pk, text in revised.items():
        by_key = {row.key: folded(row.email) for row in text.faculty}
        for row in text.faculty:
            if by_key[row.key] in wanted:
                parts[pk, by_key[row.key]].roles.append(row.role)
        for item in text.items:
            if item.kind == "talk" and by_key.get(item.speaker) in wanted:
                parts[pk, by_key[item.speaker]].talks += 1
    return parts


def texts_under_revision(others: QuerySet[Proposal]) -> dict[int, Content]:
    """Texts of those whose revision was asked, as they were handed in."""
    asked = others.filter(state=State.REVISION_ASKED).order_by().values("pk")
    revised = Revision.objects.submitted().filter(proposal__in=asked).order_by("number")
    return {pk: from_json(content) for pk, content in revised.values_list("proposal", "content")}

"""Make one proposal of two: suggest it, agree to draft, begin one text, consent to exactly that text.

Locks are taken in one order everywhere: the offer, then the proposals by their keys.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, cast

from django.db import transaction

from audit.actions import record
from people.refusal import Refusal, Refused, insist
from proposals.actions.saving import keep
from proposals.actions.verbs import merge
from proposals.content import Content, cleaned, tidy
from proposals.joining import letters as merge_letters
from proposals.joining import rules as merge_rules
from proposals.lifecycle import State
from proposals.models import Invitation, InvitationState, MergeOffer, MergeSide, Proposal, Revision
from proposals.models.faculty import Role
from proposals.models.merging import End
from proposals.models.proposal import RevisionKind
from proposals.models.waiver import WaiverState
from proposals.rows import content_of, write
from proposals.signals import merged

A_DAY = timedelta(days=1)


@transaction.atomic
def suggest_merge(
    lead: Proposal, other: Proposal, *, reason: str, by: Any, at: datetime, told: Proposal | None = None
) -> MergeOffer:
    """Offer both proposers that `other` goes on within `lead`. Each learns the other's title and chairs at once, by a
    letter, unless the proposer of `told` has one already.
    """
    _end_what_cannot_be([lead, other], at)
    locked = _locked([lead.pk, other.pk])
    lead, other = locked[lead.pk], locked[other.pk]
    insist(merge_rules.arrange(by, lead) or merge_rules.arrange(by, other) or merge_rules.joinable(lead, other))
    insist(_free(lead) or _free(other))
    if not tidy(reason):
        raise Refused(Refusal("Say why the two should become one.", "Both proposers read it."))
    offer = MergeOffer.objects.create(reason=tidy(reason), by=by, at=at)
    for is_lead, proposal in ((True, lead), (False, other)):
        MergeSide.objects.create(offer=offer, proposal=proposal, is_lead=is_lead)
    offer = _lock(offer)
    record("suggest merge", offer, by=by, at=at, lead=lead.code, other=other.code)
    merge_letters.suggested(offer, told=told, by=by, at=at)
    return offer


def _free(proposal: Proposal) -> Refusal | None:
    if MergeSide.objects.filter(proposal=proposal, is_open=True).exists():
        return Refusal(f"A merge of “{proposal}” is offered already.", "Close that offer first.")
    return None


def _end_what_cannot_be(proposals: Iterable[Proposal], at: datetime) -> None:
    """Offers in which a side has left for good stand in nobody's way."""
    for offer in MergeOffer.objects.running().filter(sides__proposal__in=list(proposals)).distinct():
        locked = _lock(offer)
        if locked.is_running and (refusal := merge_rules.alive(locked)):
            _end(locked, End.CLOSED, refusal.sentence, by=None, at=at)


@transaction.atomic
def agree_to_draft(offer: MergeOffer, *, by: Any, at: datetime) -> MergeOffer:
    """She is willing to draft a joint text; once both are, each reads what the other handed in."""
    locked = _lock(offer)
    insist(merge_rules.accept_talk(by, locked))
    side = cast(MergeSide, locked.side_of(by))  # the rule has refused who has none
    side.willing_at = at
    side.save(update_fields=["willing_at"])
    record("agree to draft", locked, by=by, at=at)
    merge_letters.willing(locked, by=by, at=at)
    return locked


@transaction.atomic
def begin_joint(offer: MergeOffer, content: Content, *, by: Any, at: datetime) -> Proposal:
    """The first joint text, as picked from both; what the society waived for the lead is waived for it, too. The two
    originals stay untouched.
    """
    locked = _lock(offer)
    insist(merge_rules.start_joint(by, locked))
    lead = locked.lead
    joint = Proposal.objects.create(
        call=lead.call, format=lead.format, proposer=lead.proposer, state=State.JOINT, created_at=at, saved_at=at
    )
    write(joint, cleaned(content))
    keep(joint, content_of(joint), kind=RevisionKind.SAVED, by=by, at=at)
    for waiver in lead.waivers.filter(state=WaiverState.GRANTED):
        waiver.pk, waiver.proposal = None, joint
        waiver.save(force_insert=True)
    locked.joint = joint
    locked.save(update_fields=["joint"])
    record("begin joint text", locked, by=by, at=at)
    merge_letters.begun(locked, by=by, at=at)
    return joint


@transaction.atomic
def consent(offer: MergeOffer, *, version: int, by: Any, at: datetime) -> MergeOffer:
    """She consents to the joint text with this number. When both do, the two proposals become one."""
    locked = _lock(offer, with_texts=True)
    insist(merge_rules.consent(by, locked, version))
    insist(merge_rules.complete(merge_rules.joint_sheet(locked)))
    side = cast(MergeSide, locked.side_of(by))  # the rule has refused who has none
    side.consented_to, side.consented_at, side.voided_at, side.voided_by = version, at, None, None
    side.save()
    Revision.objects.filter(proposal=locked.joint_id, number=version).update(is_base=True)
    record("consent to merge", locked, by=by, at=at, version=version)
    if all(each.consents for each in locked.sides.all()):
        _become_one(locked, by, at)
    else:
        merge_letters.consented(locked, by=by, at=at)
    return locked


def _become_one(offer: MergeOffer, by: Any, at: datetime) -> None:
    lead, other = offer.lead, offer.other
    content = cleaned(merge_rules.whole_text(offer))
    write(lead, content)
    offer.went_on_as = keep(lead, content, kind=RevisionKind.SUBMITTED, by=by, at=at).number
    _carry_answers(offer, content, by, at)
    merge(other, into=lead, by=by, at=at)
    _end(offer, End.MERGED, "", by=by, at=at)
    merge_letters.merged(offer, by=by, at=at)
    transaction.on_commit(partial(merged.send_robust, sender=MergeOffer, lead=lead, other=other, by=by, at=at))


def _carry_answers(offer: MergeOffer, content: Content, by: Any, at: datetime) -> None:
    """What people answered who were invited to the other or to the joint text holds for the one that goes on. Its
    second proposer has said yes by her consent.
    """
    keys = {row.email: row.key for row in content.faculty if row.email}
    known = set(offer.lead.invitations.values_list("email", flat=True))
    for row in Invitation.objects.filter(proposal__in=[offer.joint, offer.other], email__in=keys).order_by("id"):
        if row.email not in known:
            known.add(row.email)
            row.proposal, row.key = offer.lead, keys[row.email]
            row.save(update_fields=["proposal", "key"])
    her = offer.other.proposer
    if her.email in keys.keys() - known:
        names = {"given_name": her.given_name, "family_name": her.family_name, "role": Role.CHAIR}
        said = {"state": InvitationState.ACCEPTED, "asked_at": at, "answered_at": at, "reply_by_at": at + A_DAY}
        offer.lead.invitations.create(key=keys[her.email], email=her.email, by=by, **names, **said)


@transaction.atomic
def leave_merge(offer: MergeOffer, *, by: Any, at: datetime, reason: str = "") -> MergeOffer:
    """A proposer withdraws from the offer; both originals go on as they are. Possible until the second consent."""
    locked = _lock(offer)
    insist(merge_rules.take_part(by, locked))
    _end(locked, End.LEFT, reason, by=by, at=at)
    merge_letters.ended(locked, by=by, at=at)
    return locked


@transaction.atomic
def close_merge(offer: MergeOffer, *, reason: str, by: Any, at: datetime) -> MergeOffer:
    """Staff or a committee chair takes the offer back."""
    locked = _lock(offer)
    insist(merge_rules.close(by, locked))
    _end(locked, End.CLOSED, reason, by=by, at=at)
    merge_letters.ended(locked, by=by, at=at)
    return locked


def _end(offer: MergeOffer, end: End, reason: str, *, by: Any, at: datetime) -> None:
    offer.end, offer.end_reason, offer.ended_by, offer.ended_at = end, tidy(reason), by, at
    offer.save(update_fields=["went_on_as", "end", "end_reason", "ended_by", "ended_at"])
    offer.sides.update(is_open=False)
    record("end merge offer", offer, by=by, at=at, end=end.value, reason=offer.end_reason)


def _lock(offer: MergeOffer, *, with_texts: bool = False) -> MergeOffer:
    """The offer as it is now, ours until the transaction ends; `with_texts`: its proposals and joint text as well."""
    MergeOffer.objects.select_for_update().get(pk=offer.pk)
    locked = MergeOffer.objects.for_page().get(pk=offer.pk)
    if with_texts:
        keys = [side.proposal_id for side in locked.sides.all()]
        _locked([*keys, locked.joint_id] if locked.joint_id else keys)
        locked = MergeOffer.objects.for_page().get(pk=offer.pk)
    return locked


def _locked(keys: Iterable[int]) -> dict[int, Proposal]:
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("call__meeting", "format", "proposer")
    return {row.pk: row for row in rows.filter(pk__in=list(keys)).order_by("pk")}

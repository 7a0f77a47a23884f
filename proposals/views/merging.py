"""An offer to merge, for the two proposers to whom it is made: agree, pick a joint text, consent, withdraw."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.refusal import Refusal, insist
from proposals.actions import agree_to_draft, begin_joint, consent, leave_merge
from proposals.forms.picking import PickForm
from proposals.forms.verbs import ReasonForm
from proposals.joining import rules as merge_rules
from proposals.joining.joint_text import shared_part, unite
from proposals.joining.letters import chairs_of
from proposals.judging.looking import WRITER
from proposals.lifecycle import Verb
from proposals.models import MergeOffer, MergeSide
from proposals.prompts.questions import shared_prompts
from proposals.reading import handed_in, read, read_draft, with_submitted_titles
from proposals.views.page import letters_to
from proposals.views.sheet import sheet_of
from workshops.models import ResearchPriority, Topic


@dataclass(frozen=True)
class Step:
    label: str
    step: str
    note: str = ""


def offer_for(person: Any, code: str) -> MergeOffer:
    """Under the titles that were handed in: neither side learns what the other types in a revision."""
    offer = get_object_or_404(MergeOffer.objects.visible_to(person).for_page(), code=code)
    with_submitted_titles(side.proposal for side in offer.sides.all())
    return offer


@login_required
@require_safe
def merge_offer(request, offer):
    found = offer_for(request.user, offer)
    mine = found.side_of(request.user)
    theirs = next(side for side in found.sides.all() if side.pk != mine.pk)
    lines = merge_rules.joint_sheet(found) if found.joint else []
    may_read = merge_rules.read_before(request.user, found)
    context = {
        "offer": found,
        "mine": mine,
        "theirs": theirs,
        "chairs": chairs_of(theirs.proposal),
        "steps": steps_of(found),
        "readings": [read(side.proposal, scope=WRITER) for side in found.sides.all()] if may_read else [],
        "joint": read_draft(found.joint) if found.joint else None,
        "sheet": sheet_of(found.joint, lines, links=found.is_running) if found.joint else [],
        "refusal": why_not(request.user, found, lines) if found.is_running else None,
        "may_agree": merge_rules.accept_talk(request.user, found) is None,
        "may_begin": merge_rules.start_joint(request.user, found) is None,
        "letters": letters_to(request.user, found),
    }
    return render(request, "proposals/merge_offer.html", context)


def why_not(person: Any, offer: MergeOffer, lines: list[Any]) -> Refusal | None:
    """Why she cannot consent to the joint text now."""
    if offer.joint is None:
        return None
    return merge_rules.consent(person, offer, offer.joint.version) or merge_rules.complete(lines)


def steps_of(offer: MergeOffer) -> list[Step]:
    """Where the offer stands, as components/steps.html shows it."""
    sides: list[MergeSide] = list(offer.sides.all())
    done = [
        True,
        all(side.willing_at for side in sides),
        offer.joint_id is not None,
        all(side.consented_at for side in sides),
        offer.end == "merged",
    ]
    labels = ("Suggested", "Both agree to draft", "Joint text", "Both consent", "One proposal")
    reached = done.index(False) if False in done else len(done)
    marks = ["done" if place < reached else "now" if place == reached else "next" for place in range(len(labels))]
    if not offer.is_running and offer.end != "merged":
        marks = ["done" if mark == "done" else "off" for mark in marks]
    return [Step(label, mark) for label, mark in zip(labels, marks, strict=True)]


@login_required
@require_POST
def merge_agree(request, offer):
    found = offer_for(request.user, offer)
    agree_to_draft(found, by=request.user, at=timezone.now())
    messages.success(request, "You are willing to draft a joint text; the other proposer is told.")
    return redirect("merge_offer", found.code)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def merge_pick(request, offer):
    """Field by field from what both handed in; `act` counts the minutes again, or begins the joint text."""
    found = offer_for(request.user, offer)
    insist(merge_rules.start_joint(request.user, found))
    form = pick_form(found, request.POST if request.method == "POST" else None)
    united = unite(form.lead, form.other, form.picks()) if form.is_bound and form.is_valid() else None
    if united and request.POST.get("act") != "count":
        begin_joint(found, united, by=request.user, at=timezone.now())
        messages.success(request, "The joint text is begun. Both of you can write in it now.")
        return redirect("merge_offer", found.code)
    minutes = united.minutes if united else form.lead.minutes + form.other.minutes
    context = {"offer": found, "form": form, "minutes": minutes, "format": found.lead.format}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "proposals/merge_pick.html", context, status=status)


def pick_form(offer: MergeOffer, data: Any) -> PickForm:
    prompts = shared_prompts(offer.lead.format)
    shared = {prompt.slug for prompt in prompts}
    texts = handed_in(side.proposal for side in offer.sides.all())
    lead, other = (shared_part(texts[side.proposal_id], shared) for side in offer.sides.all())
    meeting = offer.lead.call.meeting_id
    return PickForm(
        lead,
        other,
        titles=(lead.title, other.title),
        prompts=prompts,
        topics=Topic.objects.filter(meeting=meeting, slug__in={*lead.topics, *other.topics}),
        priorities=ResearchPriority.objects.filter(code__in={*lead.priorities, *other.priorities}),
        data=data,
    )


@login_required
@require_POST
def merge_consent(request, offer):
    found = offer_for(request.user, offer)
    version = request.POST.get("version", "")
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0
    now = consent(found, version=number, by=request.user, at=timezone.now())
    if now.is_running:
        messages.success(request, "You consent to this text. If a word of it changes, you will be asked again.")
        return redirect("merge_offer", now.code)
    messages.success(request, "Both of you have consented: the two are one proposal now.")
    return redirect("proposal", now.lead.code)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def merge_leave(request, offer):
    found = offer_for(request.user, offer)
    insist(merge_rules.take_part(request.user, found))
    form = ReasonForm(Verb.WITHDRAW, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        leave_merge(found, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "You have withdrawn from the offer. Both proposals go on as they were handed in.")
        return redirect("merge_offer", found.code)
    question = {
        "title": "Withdraw from this offer?",
        "text": "Your proposal and the other one go on as they were handed in; the other proposer is told.",
        "undo": "The joint text stays readable to both of you. Only the society can suggest a merge again.",
        "action": request.path,
        "label": "Withdraw from the offer",
        "form": form,
        "cancel_url": reverse("merge_offer", args=[found.code]),
        "cancel_label": "Stay in it",
    }
    return render(request, "confirm.html", question)

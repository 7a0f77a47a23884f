"""Messages on a proposal between its chairs and the society's office."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages as notices
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from people.refusal import Refused
from proposals.actions.messaging import mark_read, settle_messages, take_back_message, write_message
from proposals.forms.message import MessageForm
from proposals.models import Message, Proposal, ThreadMark
from proposals.models.message import Side
from proposals.reading import with_submitted_titles
from proposals.thread import rules as thread_rules
from proposals.views.fetching import proposal_for
from rendering.text import markdown_to_html

PER_PAGE = 20


@dataclass(frozen=True)
class Said:
    """A message as this reader sees it."""

    message: Message
    who: str
    html: str
    is_mine: bool
    is_new: bool
    may_take_back: bool


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_messages(request, code):
    proposal, side = thread_for(request.user, code)
    at = timezone.now()
    form = MessageForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return show(request, proposal, side, form, at, status=422 if form.is_bound else 200)
    try:
        message = write_message(proposal, form.cleaned_data["text"], by=request.user, at=at)
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return show(request, proposal, side, form, at, status=422)
    return redirect(f"{request.path}#m-{message.code}")


def show(request, proposal: Proposal, side: Side, form: MessageForm, at: datetime, status: int = 200):
    """The last page first: that is where a conversation goes on."""
    rows = proposal.messages.select_related("by")
    pages = Paginator(rows, PER_PAGE)
    page = pages.get_page(request.GET.get("page") or pages.num_pages)
    seen = ThreadMark.objects.filter(proposal=proposal, person=request.user).values_list("seen", flat=True).first()
    said = [said_to(request.user, message, seen or 0, at) for message in page]
    context = {
        "proposal": proposal,
        "page": page,
        "said": said,
        "last": page[-1].pk if said else 0,
        "has_new": any(each.is_new for each in said),
        "form": form,
        "refusal": thread_rules.write(request.user, proposal, at),
        "is_office": side == Side.SOCIETY,
        "waits": side == Side.SOCIETY and proposal.messages.waiting().exists(),
    }
    return render(request, "proposals/proposal_messages.html", context, status=status)


def said_to(person: Any, message: Message, seen: int, at: datetime) -> Said:
    is_mine = message.by_id == person.pk
    return Said(
        message=message,
        who=str(message.by or "Somebody who has left"),
        html=markdown_to_html(message.text, top_heading=2),
        is_mine=is_mine,
        is_new=not is_mine and message.pk > seen,
        may_take_back=thread_rules.take_back(person, message, at) is None,
    )


@login_required
@require_POST
def message_take_back(request, code, message):
    proposal, _ = thread_for(request.user, code)
    found = get_object_or_404(proposal.messages.filter(by=request.user), code=message)
    take_back_message(found, by=request.user, at=timezone.now())
    notices.success(request, "Taken back. Nobody is told of it.")
    return redirect(thread_address(proposal))


@login_required
@require_POST
def messages_settle(request, code):
    proposal, _ = thread_for(request.user, code)
    settle_messages(proposal, by=request.user, at=timezone.now())
    notices.success(request, "It no longer waits for an answer.")
    return redirect(thread_address(proposal))


@login_required
@require_POST
def messages_read(request, code):
    """The page says that its messages were shown: looking at a page changes nothing by itself."""
    proposal, _ = thread_for(request.user, code)
    last = request.POST.get("last", "")
    number = int(last) if last.isascii() and last.isdigit() and len(last) < 18 else 0
    newest = proposal.messages.filter(pk__lte=number).order_by("-pk").values_list("pk", flat=True).first()
    mark_read(proposal, newest or 0, by=request.user)
    return HttpResponse(status=204) if request.htmx else redirect(thread_address(proposal))


def thread_for(person: Any, code: str) -> tuple[Proposal, Side]:
    """The proposal and her side, or not found: for staff with a conflict there is no thread."""
    proposal = proposal_for(person, code)
    side = thread_rules.side_of(person, proposal)
    if side is None:
        raise Http404
    if side == Side.SOCIETY:
        with_submitted_titles([proposal])
    return proposal, side


def thread_address(proposal: Proposal) -> str:
    return reverse("proposal_messages", args=[proposal.code])

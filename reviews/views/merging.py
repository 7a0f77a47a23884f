"""Merges in a call, for staff and chairs: suggest one, see how far it has come, close it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people.refusal import Refused, insist
from proposals.joining import rules as merge_rules
from proposals.joining.letters import chairs_of
from reviews.actions import joining
from reviews.forms.merging import CloseForm, PairForm, WhyForm
from reviews.merges import arranged_by, mergeable, offers_in, phase, told
from workshops.models import Call

PAGE = 50


def call_of(person, meeting: str, call: str) -> Call:
    rows = arranged_by(person).select_related("meeting")
    return get_object_or_404(rows, meeting__slug=meeting, slug=call)


def address(call: Call) -> str:
    return reverse("merge_list", args=[call.meeting.slug, call.slug])


@login_required
@require_safe
def merge_list(request, meeting, call):
    found = call_of(request.user, meeting, call)
    page = Paginator(offers_in(request.user, found), PAGE).get_page(request.GET.get("page"))
    rows = [(offer, phase(offer)) for offer in told(page.object_list)]
    form = PairForm(mergeable(request.user, found), initial={"lead": request.GET.get("lead", "")})
    context = {"call": found, "meeting": found.meeting, "page": page, "rows": rows, "form": form}
    return render(request, "reviews/merge_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def merge_suggest(request, meeting, call):
    """A page of its own says what each proposer will learn; only then is anything offered."""
    found = call_of(request.user, meeting, call)
    pair = PairForm(mergeable(request.user, found), request.GET)
    if not pair.is_valid():
        page = Paginator(offers_in(request.user, found), PAGE).get_page(1)
        rows = [(offer, phase(offer)) for offer in told(page.object_list)]
        context = {"call": found, "meeting": found.meeting, "page": page, "rows": rows, "form": pair}
        return render(request, "reviews/merge_list.html", context, status=422)
    lead, other = pair.cleaned_data["lead"], pair.cleaned_data["other"]
    insist(merge_rules.arrange(request.user, lead) or merge_rules.arrange(request.user, other))
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and suggested(request, form, lead, other):
        messages.success(request, "Both proposers are asked by letter.")
        return redirect(address(found))
    context = {
        "call": found,
        "meeting": found.meeting,
        "lead": lead,
        "other": other,
        "learns": [(lead, other, chairs_of(other)), (other, lead, chairs_of(lead))],
        "form": form,
    }
    return render(request, "reviews/merge_suggest.html", context, status=422 if form.errors else 200)


def suggested(request, form, lead, other) -> bool:
    try:
        joining.suggest(lead, other, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return False
    return True


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def merge_close(request, meeting, call, offer):
    found = call_of(request.user, meeting, call)
    row = get_object_or_404(offers_in(request.user, found), code=offer)
    insist(merge_rules.close(request.user, row))
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        joining.close(row, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "The offer is closed, and both proposers are told.")
        return redirect(address(found))
    told([row])
    question = {
        "title": f"Close the offer to merge {row}?",
        "text": "Both proposals go on as they were handed in. A letter tells both proposers.",
        "undo": "You can suggest the merge again.",
        "action": request.path,
        "label": "Close the offer",
        "form": form,
        "cancel_url": address(found),
        "cancel_label": "Let it run",
    }
    return render(request, "confirm.html", question)

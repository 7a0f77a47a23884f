"""The discussion of a proposal within a stage."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from people.refusal import Refused, insist
from reviews.actions.discussing import mark_read, remark, reword_remark, withdraw_remark
from reviews.blindness.sight import sight_of
from reviews.discussion import rules
from reviews.discussion.thread import thread_of
from reviews.forms.remark import RemarkForm
from reviews.models import ActingChair, Assignment, Remark, Stage
from reviews.offers import address
from reviews.views.reach import proposal_of, to_state_first

PER_PAGE = 30


def discussed(person, meeting, stage, code):
    """A stage and a proposal that she discusses. Who has yet to hand in her own review is told so; who has no part in
    it finds nothing.
    """
    hers = Q(pk__in=Stage.objects.visible_to(person).order_by().values("pk"))
    acting = ActingChair.objects.of(person).filter(stage=OuterRef("pk"), proposal__code=code)
    reads = Assignment.objects.visible_to(person).filter(proposal__code=code).values("stage")
    rows = Stage.objects.for_page().filter(hers | Q(Exists(acting)) | Q(pk__in=reads))
    found = get_object_or_404(rows, pk=stage, call__meeting__slug=meeting)
    proposal = proposal_of(found, person, code)
    if refusal := rules.read(person, found, proposal):
        if not Assignment.objects.visible_to(person).filter(stage=found, proposal=proposal).exists():
            raise Http404
        insist(refusal)
    return found, proposal


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def discussion(request, meeting, stage, code):
    found, proposal = discussed(request.user, meeting, stage, code)
    if first := to_state_first(request, found.call.meeting):
        return first
    form = RemarkForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return show(request, found, proposal, form, status=422 if form.is_bound else 200)
    try:
        text = form.cleaned_data["text"]
        made = remark(found, proposal=proposal, text=text, by=request.user, at=timezone.now())
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return show(request, found, proposal, form, status=422)
    return redirect(f"{request.path}#remark-{made.pk}")


@login_required
@require_POST
def discussion_read(request, meeting, stage, code):
    """The page says that its remarks were shown: looking at a page changes nothing by itself."""
    found, proposal = discussed(request.user, meeting, stage, code)
    last = request.POST.get("last", "")
    number = int(last) if last.isascii() and last.isdigit() and len(last) < 18 else 0
    rows = Remark.objects.filter(stage=found, proposal=proposal, pk__lte=number)
    mark_read(found, proposal, rows.order_by("-pk").values_list("pk", flat=True).first() or 0, by=request.user)
    return HttpResponse(status=204) if request.htmx else redirect(address("discussion", found, code=code))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remark_edit(request, meeting, stage, code, remark):
    found, proposal = discussed(request.user, meeting, stage, code)
    row = own(request.user, found, proposal, remark)
    form = RemarkForm(request.POST if request.method == "POST" else None, initial={"text": row.text})
    if request.method == "POST" and form.is_valid():
        reword_remark(row, text=form.cleaned_data["text"], by=request.user, at=timezone.now())
        return redirect(f"{address('discussion', found, code=code)}#remark-{row.pk}")
    return show(request, found, proposal, form, row, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remark_withdraw(request, meeting, stage, code, remark):
    found, proposal = discussed(request.user, meeting, stage, code)
    row, back = own(request.user, found, proposal, remark), address("discussion", found, code=code)
    if request.method == "POST":
        withdraw_remark(row, by=request.user, at=timezone.now())
        messages.success(request, "Your remark is withdrawn. Others see that there was one, and not what it said.")
        return redirect(back)
    question = {
        "title": "Withdraw your remark?",
        "text": f"“{row.text}”",
        "undo": "Those who have read it have read it; from now on nobody does. It cannot be brought back.",
        "action": request.path,
        "label": "Withdraw it",
        "cancel_url": back,
        "cancel_label": "Let it stand",
    }
    return render(request, "confirm.html", question)


def own(person, stage, proposal, remark: int) -> Remark:
    """One of hers that she may still change."""
    rows = Remark.objects.filter(stage=stage, proposal=proposal, by=person).select_related("stage__call", "proposal")
    found = get_object_or_404(rows, pk=remark)
    insist(rules.change(person, found, timezone.now()))
    return found


def show(request, stage, proposal, form, changed: Remark | None = None, status: int = 200):
    sight = sight_of(stage, request.user)
    thread = thread_of(proposal, sight, request.user, timezone.now())
    pages = Paginator(thread.said, PER_PAGE)
    context = {
        "stage": stage,
        "meeting": stage.call.meeting,
        "proposal": proposal,
        "thread": thread,
        "page": pages.get_page(request.GET.get("page") or pages.num_pages),
        "form": form,
        "changed": changed,
        "back": back_of(request.user, stage, proposal),
    }
    return render(request, "reviews/discussion.html", context, status=status)


def back_of(person, stage, proposal) -> tuple[str, str]:
    """Where she comes from: her review, or the dossier."""
    own = Assignment.objects.visible_to(person).filter(stage=stage, proposal=proposal).first()
    if own:
        return "Your review", f"/{stage.call.meeting.slug}/reviews/{own.pk}/"
    return "The dossier", address("dossier", stage, code=proposal.code)

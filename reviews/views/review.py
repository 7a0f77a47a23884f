"""A review on one page beside the proposal: autosaved, submitted, reopened."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from people.refusal import Refused
from rendering.text import markdown_to_html
from reviews import rules
from reviews.actions import reading
from reviews.answers import answers_of, differences, joined
from reviews.blindness.showing import for_reader, named
from reviews.blindness.sight import sight_of
from reviews.board import reviews_of
from reviews.discussion.thread import thread_of
from reviews.forms.remark import RemarkForm
from reviews.forms.review import ReviewForm
from reviews.models import Review
from reviews.views.files import files_of_review
from reviews.views.reach import STATE_FIRST, assignment_of, to_state_first
from workshops.disclosing import must_state


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request, meeting, assignment):
    found = assignment_of(request.user, meeting, assignment)
    if first := to_state_first(request, found.stage.call.meeting):
        return first
    if request.method != "POST":
        return show(request, found, form_of(found))
    act = "submit" if "submit" in request.POST else "save"
    form = form_of(found, request.POST, complete=act == "submit")
    try:
        if form.is_valid() and keep(request, found, form, getattr(reading, act)):
            word = "Your review is submitted." if act == "submit" else "Your draft is kept."
            messages.success(request, word)
            return redirect("review", meeting=meeting, assignment=found.pk)
    except reading.Stale as stale:
        return show(request, found, form, clash_of(form, stale.review), status=409)
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
    return show(request, found, form, status=422)


@login_required
@require_POST
def review_save(request, meeting, assignment):
    """What the page asks while one types; answers what changed around the form."""
    found = assignment_of(request.user, meeting, assignment)
    if must_state(request.user, found.stage.call.meeting):
        raise Refused(STATE_FIRST)
    form = form_of(found, request.POST)
    try:
        if form.is_valid():
            kept = keep(request, found, form, reading.save)
            return render(request, "reviews/_saved.html", {"review": kept})
    except reading.Stale as stale:
        return render(
            request, "reviews/_clash.html", {"clash": clash_of(form, stale.review), "swap": True}, status=409
        )
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
    return render(request, "reviews/_not_saved.html", {"form": form}, status=422)


@login_required
@require_POST
def review_reopen(request, meeting, assignment):
    found = assignment_of(request.user, meeting, assignment)
    reading.reopen(found, by=request.user, at=timezone.now())
    messages.success(request, "Your review is a draft again. Submit it once more when you are done.")
    return redirect("review", meeting=meeting, assignment=found.pk)


def form_of(assignment, data=None, complete: bool = False) -> ReviewForm:
    kept = getattr(assignment, "review", None)
    rubric = assignment.stage.rubric
    return ReviewForm(
        data,
        criteria=rubric.criteria.all() if rubric else [],
        answers=answers_of(kept),
        version=kept.version if kept else 0,
        complete=complete,
    )


def keep(request, assignment, form: ReviewForm, act) -> Review:
    """Save or submit what the window holds; `keep` is how its clash with another window was settled."""
    answers, version = form.answers(), form.cleaned_data["version"]
    settled = request.POST.get("keep")
    if settled and request.POST.get("saved_version", "").isdecimal():
        version = int(request.POST["saved_version"])
        if settled == "both":
            answers = joined(answers, answers_of(getattr(assignment, "review", None)))
    return act(assignment, answers=answers, version=version, by=request.user, at=timezone.now())


def clash_of(form: ReviewForm, kept: Review) -> dict:
    return {
        "review": kept,
        "differences": differences(form.answers(), answers_of(kept), form.criteria),
    }


def show(request, assignment, form, clash=None, status: int = 200):
    """The page. Others' reviews are on it once her own is submitted."""
    stage, own = assignment.stage, getattr(assignment, "review", None)
    sight = sight_of(stage, request.user)
    rows = []
    if rules.see_reviews(request.user, assignment.stage, assignment.proposal) is None:
        rows = named(reviews_of(stage, assignment.proposal), sight)
    context = {
        "assignment": assignment,
        "stage": stage,
        "meeting": stage.call.meeting,
        "guidance": markdown_to_html(stage.rubric.guidance) if stage.rubric else "",
        **for_reader(assignment.proposal, sight, request.user),
        "files_at": files_of_review(assignment),
        "form": form,
        "refusal": rules.review(request.user, assignment),
        "may_reopen": rules.reopen(request.user, assignment) is None,
        "may_decline": rules.decline(request.user, assignment) is None,
        "own": [row for row in rows if row == own],
        "others": [row for row in rows if row != own],
        "clash": clash,
        "thread": thread_of(assignment.proposal, sight, request.user, timezone.now()),
        "remark_form": RemarkForm(),
        "review": own,
    }
    return render(request, "reviews/review.html", context, status=status)

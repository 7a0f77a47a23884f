"""Feedback on a session: the form, what it came to, staff's overview."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people.refusal import Refused
from program.actions import giving_feedback
from program.attending.doors import kept_by
from program.attending.feedback import closes_at, give, questions_of, summary_of
from program.attending.forms import FeedbackForm, FindSessionForm
from program.attending.places import public_program
from program.engine.feedback import ENOUGH
from program.models import AttendeeRules, Feedback
from program.views.fetching import current_program
from workshops.models import Meeting
from workshops.views.doors import staff_page

ROWS = 50


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def feedback(request, meeting, code):
    """One form, which she may change until it closes."""
    release, frozen = current_program(meeting)
    if code not in frozen.session_by_code:
        raise Http404
    session = get_object_or_404(release.meeting.sessions, code=code)
    session.meeting = release.meeting
    asked, shown = AttendeeRules.of(release.meeting), frozen.session_by_code[code]
    mine = Feedback.objects.filter(session=session, person=request.user).first()
    questions = questions_of(asked)
    sent = request.POST if request.method == "POST" else None
    form = FeedbackForm(sent, questions=questions, answers=mine.answers if mine else {})
    if request.method == "POST" and form.is_valid():
        try:
            giving_feedback.give_feedback(session, form.answers(), by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, "Thank you. You can change your answers until it closes.")
            return redirect(request.path)
    context = {
        "meeting": release.meeting,
        "shown": shown,
        "form": form,
        "mine": mine,
        "enough": ENOUGH,
        "closes_at": closes_at(shown, asked),
        "closed": give(request.user, session, shown, asked, timezone.now()),
    }
    return render(request, "program/feedback_page.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def feedback_summary(request, meeting, code):
    """For who chairs it and for staff, once it is closed, so that nobody sees whose answer came last."""
    row = get_object_or_404(Meeting.objects.visible_to(request.user), slug=meeting)
    session = get_object_or_404(kept_by(request.user, row), code=code)
    asked, program = AttendeeRules.of(row), public_program(row)
    frozen = program.session_by_code.get(code) if program else None
    until = closes_at(frozen, asked) if frozen and questions_of(asked) else None
    is_over = bool(until and until <= timezone.now())
    context = {
        "meeting": row,
        "session": session,
        "until": until,
        "is_over": is_over,
        "summary": summary_of(session, asked) if is_over else None,
        "enough": ENOUGH,
    }
    return render(request, "program/feedback_summary.html", context)


@require_safe
@staff_page
def feedback_list(request, meeting):
    """How many answered to each session."""
    form = FindSessionForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    every = meeting.sessions.filter(cancelled_at__isnull=True).order_by("title", "pk")
    found = every.filter(title__icontains=words) if words else every
    asked = AttendeeRules.of(meeting)
    context = {
        "meeting": meeting,
        "form": form,
        "page": Paginator(found.annotate(answers=Count("feedback")), ROWS).get_page(request.GET.get("page")),
        "total": every.count(),
        "rules": asked,
        "questions": questions_of(asked),
    }
    return render(request, "program/feedback_list.html", context)

"""Sessions of a meeting: the list, entering one by hand, cancelling one."""

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scheduling.actions import sessions
from scheduling.forms.sessions import SessionForm
from scheduling.views.fetching import in_setup

ROWS = 50


class FindForm(forms.Form):
    q = forms.CharField(label="Search", required=False, max_length=100)


class CancelForm(forms.Form):
    reason = forms.CharField(
        label="Why",
        max_length=300,
        help_text="Shown in the program and in every calendar, for example: The chair is ill.",
    )


@require_safe
@in_setup
def session_list(request, meeting):
    form = FindForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    every = meeting.sessions.for_program()
    rows = every.filter(title__icontains=words) if words else every
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    draft = meeting.versions.drafts().first()
    places = {each.session_id: each for each in draft.placements.select_related("room")} if draft else {}
    context = {
        "meeting": meeting,
        "form": form,
        "page": page,
        "words": words,
        "rows": [(session, places.get(session.pk)) for session in page],
        "total": every.count(),
    }
    return render(request, "scheduling/session_list_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_setup
def session_edit(request, meeting, code=None):
    session = get_object_or_404(meeting.sessions, code=code) if code else None
    form = SessionForm(meeting, request.POST or None, instance=session)
    if request.method == "POST" and form.is_valid():
        sessions.keep_session(form.save(), by=request.user, at=timezone.now())
        form.save_m2m()
        return redirect("session_list", meeting.slug)
    context = {"meeting": meeting, "form": form, "session": session}
    return render(request, "scheduling/session_edit_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_setup
def session_cancel(request, meeting, code):
    session = get_object_or_404(meeting.sessions, code=code, cancelled_at__isnull=True)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sessions.cancel_session(session, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        return redirect("session_list", meeting.slug)
    return render(
        request, "scheduling/session_cancel_page.html", {"meeting": meeting, "session": session, "form": form}
    )


@require_POST
@in_setup
def session_revive(request, meeting, code):
    session = get_object_or_404(meeting.sessions, code=code, cancelled_at__isnull=False)
    sessions.revive_session(session, by=request.user, at=timezone.now())
    return redirect("session_list", meeting.slug)

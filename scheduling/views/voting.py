"""Attendees say what they want to see before there is a program; staff ask them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from proposals.faculty.released import is_released
from rendering.text import markdown_to_html
from scheduling import rules
from scheduling.actions import wishing
from scheduling.forms.wishing import BallotForm
from scheduling.models import Ballot, Vote
from scheduling.views.fetching import in_setup
from scheduling.views.ruling import planner_tabs
from workshops.models import Meeting

ROWS = 50


def ballot_or_404(request, meeting: str) -> Ballot:
    """Open now or before, of a meeting that she sees. Before it opens it is staff's only, on their own page."""
    seen = Meeting.objects.visible_to(request.user)
    rows = Ballot.objects.filter(meeting__in=seen, opens_at__lte=timezone.now()).select_related("meeting")
    return get_object_or_404(rows, meeting__slug=meeting)


@require_safe
@login_required
def votes(request, meeting):
    """The sessions to choose from. Nobody's choice but her own, and no counts. Once a program is public it alone says
    what they are called."""
    ballot = ballot_or_404(request, meeting)
    sessions = ballot.meeting.sessions.living().for_program()
    if is_public := is_released(ballot.meeting):
        sessions = sessions.none()
    if words := request.GET.get("q", "").strip():
        sessions = sessions.filter(Q(title__icontains=words) | Q(topics__name__icontains=words)).distinct()
    chosen = Vote.objects.filter(session__meeting=ballot.meeting, person=request.user)
    context = {
        "meeting": ballot.meeting,
        "ballot": ballot,
        "is_public": is_public,
        "introduction": markdown_to_html(ballot.introduction),
        "page": Paginator(sessions, ROWS).get_page(request.GET.get("page")),
        "chosen": set(chosen.values_list("session_id", flat=True)),
        "refusal": rules.vote(request.user, ballot, timezone.now()),
        "q": words,
    }
    with timezone.override(ballot.meeting.tz):
        return render(request, "scheduling/votes_page.html", context)


@require_POST
@login_required
def vote(request, meeting, code):
    ballot = ballot_or_404(request, meeting)
    session = get_object_or_404(ballot.meeting.sessions.living(), code=code)
    is_chosen = wishing.turn_vote(session, ballot, by=request.user, at=timezone.now())
    if request.htmx:
        context = {"meeting": ballot.meeting, "session": session, "is_chosen": is_chosen}
        return render(request, "scheduling/_vote.html", context)
    return redirect("votes", meeting)


@require_http_methods(["GET", "HEAD", "POST"])
@in_setup
def ballot_edit(request, meeting):
    """Ask attendees; once voting is over, what they want."""
    ballot = Ballot.objects.filter(meeting=meeting).first()
    form = BallotForm(meeting, request.POST or None, instance=ballot)
    if request.method == "POST" and form.is_valid():
        wishing.set_ballot(form.save(), by=request.user, at=timezone.now())
        messages.info(request, "Attendees are asked from the day on that you said.")
        return redirect("ballot_edit", meeting.slug)
    is_over = ballot is not None and ballot.closes_at <= timezone.now()
    wanted = Count("votes")
    rows = meeting.sessions.living().annotate(wanted=wanted).order_by("-wanted", "title") if is_over else None
    context = {
        "meeting": meeting,
        "ballot": ballot,
        "form": form,
        "tabs": planner_tabs(meeting, "ballot_edit"),
        "is_over": is_over,
        "voters": Vote.objects.filter(session__meeting=meeting).aggregate(all=Count("person", distinct=True))["all"],
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")) if is_over else None,
    }
    return render(request, "scheduling/ballot_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_setup
def ballot_remove(request, meeting):
    ballot = Ballot.objects.filter(meeting=meeting).first()
    if ballot is None:
        raise Http404
    if request.method == "POST":
        wishing.remove_ballot(ballot, by=request.user, at=timezone.now())
        return redirect("ballot_edit", meeting.slug)
    return render(request, "scheduling/ballot_remove_page.html", {"meeting": meeting, "ballot": ballot})

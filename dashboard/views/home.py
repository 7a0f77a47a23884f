"""The first page: what waits for me and what changed, or, for a stranger, what the society invites to."""

from dataclasses import replace

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dashboard.news import news_for
from dashboard.sections.attending import attending, current_releases
from dashboard.sections.disclosing import disclosing
from dashboard.sections.joining import joining
from dashboard.sections.leading import leading
from dashboard.sections.owing import owing
from dashboard.sections.placing import placing
from dashboard.sections.proposing import proposing
from dashboard.sections.reviewing import reviewing
from dashboard.sections.running import running
from dashboard.sections.sitting import sitting
from dashboard.stage_work import work_of
from dashboard.visits import since
from dashboard.waiting import by_deadline
from dashboard.welcome import open_calls, shown_meetings


@require_safe
def home(request):
    at = timezone.now()
    return mine(request, at) if request.user.is_authenticated else welcome(request, at)


def welcome(request, at):
    ahead, past = shown_meetings(open_calls(request.user, at), current_releases(), at)
    return render(request, "dashboard/home_public.html", {"ahead": ahead, "past": past})


def mine(request, at):
    """A section for each role she has; the soonest date of all stands on top."""
    person, releases = request.user, current_releases()
    work = work_of(person, at)
    made = [
        disclosing(person, at),
        running(person, work, releases, at),
        leading(work, person, at),
        sitting(person, at),
        placing(person, at),
        reviewing(person, at),
        joining(person),
        owing(person, at),
        proposing(person, at),
        attending(person, releases, at),
    ]
    wanted = request.GET.get("all", "")
    sections = [replace(section, is_whole=section.key == wanted) for section in made if section]
    rows = [row for section in sections if section.key != "attending" for row in section.rows]
    dated = sorted((row for row in rows if row.by and not row.by.passed and row.whose == "Yours"), key=by_deadline)
    before = since(request.session, at)
    news, total = news_for(person, before)
    page = {
        "sections": sections,
        "waiting": sum(section.total for section in sections if section.key != "attending"),
        "next": dated[0] if dated else None,
        "news": news,
        "more_news": total - len(news),
        "since": before,
        "calls": open_calls(person, at),
        "releases": releases,
    }
    return render(request, "dashboard/home.html", page)

"""The ranking of a stage, as a page and as a file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from rendering.sheets import CSV_MEDIA_TYPE, XLSX_MEDIA_TYPE, csv_bytes, xlsx_bytes
from reviews import rules
from reviews.actions.deciding import take_over
from reviews.blindness.sight import sight_of
from reviews.board import Board, rows_of
from reviews.calibration.memory import standings_of
from reviews.calibration.words import warnings
from reviews.forms.decide import RankingFilter
from reviews.offers import address, stage_offers, tabs
from reviews.sheet import header_of, sheet_rows
from reviews.sorting import columns, filtered, headings, ordered
from reviews.views.reach import overseen

PAGE = 50


@login_required
@require_safe
def ranking(request, meeting, stage):
    found, standing = overseen(request.user, meeting, stage)
    standings = standings_of(found, request.user)
    form, chosen, shown = chosen_of(request, found, standings)
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    page.object_list = rows_of(found, request.user, standings, page.object_list)
    context = {
        "stage": found,
        "meeting": found.call.meeting,
        "tabs": tabs(found, standing, "ranking"),
        "offers": stage_offers(found, request.user) if standing.lead else [],
        "standings": standings,
        "warnings": warnings(standings.graph, {row.proposal: row.title for row in standings.rows}),
        "filter": form,
        "clear_url": request.path if len(chosen) < len(standings.rows) else "",
        "page": page,
        "shown": len(chosen),
        "headings": headings(shown, request.GET),
        "criteria": form.wanted.get("criteria"),
        "leads": standing.lead,
        "may_take_over": standing.decide and found.before and rules.decide_in(request.user, found) is None,
        "query": request.GET.urlencode(),
    }
    return render(request, "reviews/stage_ranking.html", context)


@login_required
@require_safe
def ranking_export(request, meeting, stage, kind):
    """The rows that the page shows under the same address, as CSV or XLSX."""
    found, standing = overseen(request.user, meeting, stage)
    standings = standings_of(found, request.user)
    _, chosen, _ = chosen_of(request, found, standings)
    rows = rows_of(found, request.user, standings, chosen, whole=True)
    board = Board(found, standings.scored, list(standings.criteria), rows)
    header, cells = header_of(board), sheet_rows(board, rows, sight_of(found, request.user, standing))
    if kind == "csv":
        answer = HttpResponse(csv_bytes(header, cells), content_type=CSV_MEDIA_TYPE)
    else:
        answer = HttpResponse(xlsx_bytes(header, cells, title=found.name), content_type=XLSX_MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="ranking-{found.call.meeting.slug}-{found.pk}.{kind}"'
    return answer


@login_required
@require_POST
def ranking_take_over(request, meeting, stage):
    """Decide what is undecided as the stage before recommended."""
    found, _ = overseen(request.user, meeting, stage)
    count, faults = take_over(found, by=request.user, at=timezone.now())
    messages.success(request, f"{count} proposals decided as {found.before} recommended. Each can still be changed.")
    for fault in faults:
        messages.warning(request, fault)
    return redirect(address("ranking", found))


def chosen_of(request, stage, standings):
    """The filter form, the lines it leaves in the order of the address, and the columns that are shown."""
    form = RankingFilter(request.GET, stage=stage)
    wanted = form.wanted
    every = columns(stage, standings, standings.criteria)
    chosen = ordered(filtered(standings.rows, wanted), every, wanted.get("sort") or "rank")
    return form, chosen, every if wanted.get("criteria") else columns(stage, standings, [])

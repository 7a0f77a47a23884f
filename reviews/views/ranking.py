"""The ranking of a stage, as a page and as a file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import Truncator
from django.views.decorators.http import require_POST, require_safe

from rendering.charts import IntervalRow, interval_chart
from rendering.sheets import CSV_MEDIA_TYPE, XLSX_MEDIA_TYPE, csv_bytes, xlsx_bytes
from reviews import rules
from reviews.actions.deciding import take_over
from reviews.blindness.sight import sight_of
from reviews.board import board_of
from reviews.forms.decide import RankingFilter
from reviews.offers import address, stage_offers, tabs
from reviews.sheet import header_of, sheet_rows
from reviews.sorting import filtered, headings, ordered
from reviews.views.reach import overseen

PAGE = 100


@login_required
@require_safe
def ranking(request, meeting, stage):
    found, standing = overseen(request.user, meeting, stage)
    board = board_of(found, request.user)
    form, rows = chosen(request, board)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "stage": found,
        "meeting": found.call.meeting,
        "tabs": tabs(found, standing, "ranking"),
        "offers": stage_offers(found, request.user),
        "board": board,
        "filter": form,
        "clear_url": request.path if len(rows) < len(board.rows) else "",
        "page": page,
        "shown": len(rows),
        "headings": headings(board, request.GET),
        "chart": chart_of(page.object_list),
        "may_take_over": found.before and rules.decide_in(request.user, found) is None,
        "query": request.GET.urlencode(),
    }
    return render(request, "reviews/stage_ranking.html", context)


@login_required
@require_safe
def ranking_export(request, meeting, stage, kind):
    """The rows that the page shows under the same address, as CSV or XLSX."""
    found, standing = overseen(request.user, meeting, stage)
    board = board_of(found, request.user)
    _, rows = chosen(request, board)
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


def chosen(request, board):
    """The filter form and the rows it leaves, in the order of the address."""
    form = RankingFilter(request.GET, stage=board.stage)
    wanted = form.cleaned_data if form.is_valid() else {}
    return form, ordered(filtered(board.rows, wanted), board, wanted.get("sort") or "rank")


def chart_of(rows):
    """A dot for each mean and a line for its interval; one review has a dot alone."""
    lines = [(Truncator(str(row.proposal)).chars(28), row.line) for row in rows if row.line.mean is not None]
    marks = [
        IntervalRow(label, *((line.mean,) * 3 if line.low is None else (line.low, line.mean, line.high)))
        for label, line in lines
    ]
    return interval_chart(marks, title="Mean score of each proposal, with its 90 % interval", low=0, high=100)

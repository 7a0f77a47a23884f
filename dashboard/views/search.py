"""Search: one page with the first of every kind, and a page for each kind with all of them."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dashboard.finding import groups_for

LONGEST = 100
FIRST = 5
PER_PAGE = 30


@require_safe
@login_required
def search(request):
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]
    groups = groups_for(request.user, words) if words else []
    wanted = request.GET.get("in", "")
    alone = [group for group in groups if group.key == wanted]
    shown = [found for group in alone or groups if (found := page_of(request, group, bool(alone)))["total"] or alone]
    page = {"q": words, "groups": shown, "is_alone": bool(alone)}
    return render(request, "dashboard/search.html", page)


def page_of(request, group, is_alone: bool) -> dict:
    paginator = Paginator(group.rows, PER_PAGE if is_alone else FIRST)
    page = paginator.get_page(request.GET.get("page") if is_alone else 1)
    return {
        "group": group,
        "page": page,
        "hits": [group.tell(row) for row in page],
        "total": paginator.count,
        "more": 0 if is_alone else max(0, paginator.count - FIRST),
    }

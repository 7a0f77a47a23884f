"""What acceptances hang on: who owes what by when, and what is done."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from proposals.reading import with_submitted_titles
from reviews.actions.conditions import check_off
from reviews.forms.waiting import ConditionFilter
from reviews.models import Condition
from reviews.waiting.owing import Line
from workshops.models import Meeting

PAGE = 50


def conditions_of(person, meeting: Meeting):
    return Condition.objects.visible_to(person).filter(decision__proposal__call__meeting=meeting)


@login_required
@require_safe
def condition_list(request, meeting):
    """What she watches over or owes herself; for everybody else in the meeting an empty list."""
    found = get_object_or_404(Meeting.objects.visible_to(request.user), slug=meeting)
    rows = conditions_of(request.user, found)
    total = rows.count()
    today = timezone.now().astimezone(found.tz).date()
    form = ConditionFilter(request.GET, meeting=found)
    shown = form.chosen(rows, request.user, today).select_related(
        "owner", "done_by", "decision__stage", "decision__proposal__format"
    )
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    with_submitted_titles(row.decision.proposal for row in page.object_list)
    keys = Condition.objects.watched_by(request.user).filter(pk__in=[row.pk for row in page.object_list])
    watched = set(keys.values_list("pk", flat=True))
    context = {
        "meeting": found,
        "page": page,
        "lines": [Line(row, row.pk in watched, row.due_on < today) for row in page.object_list],
        "filter": form,
        "shown": page.paginator.count,
        "total": total,
        "clear_url": request.path if any(request.GET.get(name) for name in form.fields) else "",
    }
    return render(request, "reviews/condition_list.html", context)


@login_required
@require_POST
def condition_check(request, meeting, condition):
    found = get_object_or_404(Meeting, slug=meeting)
    rows = conditions_of(request.user, found).select_related("decision")
    row = get_object_or_404(rows, pk=condition)
    is_done = request.POST.get("done") == "yes"
    check_off(row, is_done=is_done, by=request.user, at=timezone.now())
    messages.success(request, "It is checked off." if is_done else "It is open again.")
    return redirect(reverse("condition_list", args=[found.slug]) + ("" if is_done else "?state=all"))

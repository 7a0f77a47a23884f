"""What waits for a reviewer."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from proposals.reading import with_submitted_titles
from reviews.desk import PILES, Desk, chosen, desk_of, laid_out
from reviews.discussion.unread import unread_of
from reviews.models import ActingChair
from reviews.offers import stages_led
from reviews.views.reach import meeting_of
from workshops.disclosing import must_state

PAGE = 25
FILTERED_FROM = 6
"""Rows from which a filter helps."""


class WorklistFilter(forms.Form):
    """In the address."""

    state = forms.ChoiceField(required=False, choices=[("", "All"), *PILES.items()])
    stage = forms.ChoiceField(required=False)

    def __init__(self, *args, desk: Desk, **kwargs):
        super().__init__(*args, **kwargs)
        stages = {row.stage_id: f"{row.stage}, {row.stage.committee}" for row in desk.rows}
        self.fields["stage"].choices = [("", "All stages"), *stages.items()]
        if len(stages) < 2:
            del self.fields["stage"]


def acting_in(person, meeting):
    """Proposals with which she stands in for a chair."""
    rows = ActingChair.objects.of(person).filter(stage__call__meeting=meeting)
    rows = list(rows.select_related("stage__committee", "proposal"))
    with_submitted_titles(row.proposal for row in rows)
    return rows


@login_required
@require_safe
def worklist(request, meeting):
    meeting = meeting_of(request.user, meeting)
    desk = desk_of(request.user, meeting)
    form = WorklistFilter(request.GET, desk=desk)
    rows = chosen(desk, form.cleaned_data if form.is_valid() else {})
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "meeting": meeting,
        "desk": desk,
        "filter": form if len(desk.rows) >= FILTERED_FROM else None,
        "shown": len(rows),
        "clear_url": request.path if len(rows) < len(desk.rows) else "",
        "page": page,
        "piles": laid_out(page),
        "stages": stages_led(request.user, meeting),
        "acting": acting_in(request.user, meeting),
        "must_state": must_state(request.user, meeting),
        "unread": [each for each in unread_of(request.user) if each.stage.call.meeting_id == meeting.pk],
        "now": timezone.now(),
    }
    return render(request, "reviews/worklist.html", context)

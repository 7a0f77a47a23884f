"""My proposals: where each stands, what waits for me first, by deadline."""

from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from proposals.forms.home import HomeForm
from proposals.standing.deadlines import Deadline, deadline_of
from proposals.standing.entries import entries_of
from proposals.standing.places import GROUPS, Place, places_of
from workshops.disclosing import asked_of
from workshops.models import Call, Extension, Meeting
from workshops.models.disclosure import Standing

PER_PAGE = 20


@login_required
@require_safe
def proposal_list(request):
    at = timezone.now()
    places = places_of(request.user, at)
    form = HomeForm(request.GET or None)
    found = applied(form, places)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    entries = entries_of(page, request.user, at)
    context = {
        "groups": [(GROUPS[key], list(rows)) for key, rows in groupby(entries, key=lambda each: each.place.group)],
        "page": page,
        "form": form,
        "total": len(places),
        "is_filtered": len(found) < len(places) or form.is_bound,
        "clear_url": request.path if form.is_bound else "",
        "calls": open_calls(request.user, at),
        "disclosures": missing_disclosures(request.user),
    }
    return render(request, "proposals/proposal_list.html", context)


def applied(form: HomeForm, places: list[Place]) -> list[Place]:
    """A choice that does not exist asks for nothing; each word is in the title, the number, the call or meeting."""
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    words = wanted.get("q", "").casefold().split()
    return [
        each
        for each in places
        if wanted.get("show", "") in ("", each.group) and all(word in _said(each) for word in words)
    ]


def _said(place: Place) -> str:
    proposal = place.proposal
    said = (proposal.title, proposal.code, proposal.call.name, proposal.call.meeting.name, proposal.format.name)
    return " ".join(said).casefold()


def open_calls(person: Any, at: datetime) -> list[tuple[Call, Deadline]]:
    """Calls in which she may begin something now."""
    extensions = dict(Extension.objects.filter(person=person).values_list("call_id", "until"))
    calls = Call.objects.visible_to(person).filter(opens_at__lte=at).select_related("meeting")
    ends = [(call, max(call.closes_at, extensions.get(call.pk, call.closes_at))) for call in calls]
    return [(call, deadline_of(call, end, "Closes", at)) for call, end in ends if end > at]


def missing_disclosures(person: Any) -> list[Meeting]:
    """Meetings that ask her to disclose and have not heard from her."""
    return [each.meeting for each in asked_of(person) if each.standing == Standing.MISSING]

"""Fetching is checking: the meeting whose draft this person may see, in the meeting's own zone."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from scheduling import rules
from workshops.models import Meeting, Seat


def in_schedule(view):
    """Signed in, sees the draft: the view gets the meeting itself, and clock times are the meeting's."""
    return _guarded(view, with_draft_for)


def in_setup(view):
    """The same for staff, who change rooms, times and sessions."""
    return _guarded(view, to_set_up_by)


def seen_draft(view):
    """Signed in: the view gets the query of the meeting, where she sees its draft, for what is asked all the time."""

    @wraps(view)
    @login_required
    def guarded(request, meeting):
        return view(request, with_draft_for(request.user).filter(slug=meeting))

    return guarded


def with_draft_for(person):
    """Meetings whose unreleased schedule she sees: all for staff, else where a seat of hers works on it."""
    if person.is_staff:
        return Meeting.objects.all()
    seats = Seat.objects.of(person).filter(Q(may_place=True) | Q(may_lock=True) | Q(may_approve_schedule=True))
    return Meeting.objects.filter(pk__in=seats.values("committee__meeting"))


def to_set_up_by(person):
    return Meeting.objects.none() if rules.set_up_places(person) else Meeting.objects.all()


def _guarded(view, meetings_for):
    @wraps(view)
    @login_required
    def guarded(request, meeting, *args, **kwargs):
        row = get_object_or_404(meetings_for(request.user), slug=meeting)
        with timezone.override(row.tz):
            return view(request, row, *args, **kwargs)

    return guarded


def draft_or_404(meeting: Meeting):
    draft = meeting.versions.drafts().first()
    if draft is None:
        raise Http404
    draft.meeting = meeting
    return draft

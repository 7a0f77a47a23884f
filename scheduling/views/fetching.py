"""Fetching is checking: the meeting whose draft this person may see, in the meeting's own zone."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from scheduling import rules
from workshops.models import Meeting


def in_schedule(view):
    """Signed in, sees the draft: the view gets the meeting itself, and clock times are the meeting's."""
    return _guarded(view, rules.see_draft)


def in_setup(view):
    """The same for staff, who change rooms, times and sessions."""
    return _guarded(view, lambda person, meeting: rules.set_up_places(person))


def _guarded(view, rule):
    @wraps(view)
    @login_required
    def guarded(request, meeting, *args, **kwargs):
        row = get_object_or_404(Meeting.objects.visible_to(request.user), slug=meeting)
        if rule(request.user, row):
            raise Http404
        with timezone.override(row.tz):
            return view(request, row, *args, **kwargs)

    return guarded


def draft_or_404(meeting: Meeting):
    draft = meeting.versions.filter(frozen_at__isnull=True).first()
    if draft is None:
        raise Http404
    draft.meeting = meeting
    return draft

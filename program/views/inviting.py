"""Calendar invitations: what staff see of a meeting's, and what a person sees of her own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from jobs.models import Job
from letters.invitees.address import has_mailbox
from letters.models import Invitee, Letter, Mailbox
from people.refusal import Refused
from program import rules
from program.actions import inviting
from program.actions.releasing import INVITE
from program.inviting.answers import told_of, wishes_of
from program.inviting.plan import mailing_of
from program.models import Release
from program.shelf import program_of_release
from workshops.models import Meeting

SESSIONS = 50
"""On a page of answers."""


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def calendar_invitations(request, meeting):
    """What is held, what each said, and what waits for an answer; the button writes what is missing."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), slug=meeting)
    if rules.release(request.user, meeting):
        raise Http404
    if request.method == "POST":
        try:
            inviting.ask_for_invitations(meeting, by=request.user, at=timezone.now())
        except Refused as refused:
            messages.warning(request, str(refused.refusal))
        return redirect("calendar_invitations", meeting.slug)
    return render(
        request, "program/invitations_page.html", {"meeting": meeting} | _standing(meeting, request.GET.get("page"))
    )


def _standing(meeting: Meeting, number: str | None) -> dict:
    release = Release.objects.current(meeting)
    batch = inviting.batch_of(meeting)
    mailing = None
    if release and meeting.tells_calendars:
        mailing = mailing_of(meeting, program_of_release(release), timezone.now())
    return {
        "release": release,
        "job": Job.objects.living().about(INVITE, str(release.pk)).first() if release else None,
        "mailing": mailing,
        "batch": batch,
        "held": Letter.objects.held().filter(batch=batch).count(),
        "page": Paginator(told_of(meeting), SESSIONS).get_page(number),
        "wishes": wishes_of(meeting),
        "box": Mailbox.current(),
        "has_mailbox": has_mailbox(),
    }


@require_safe
@login_required
def my_invitations(request):
    """Her sessions and sittings as her calendar was told of them, and what she answered."""
    told = Invitee.objects.told().filter(person=request.user).order_by("-starts_at", "pk")[:200]
    return render(request, "program/my_invitations.html", {"invitees": told})

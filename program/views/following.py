"""Letters about changes of starred sessions: her switch on her agenda, and the link in such a letter."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from people.secret_links import by_secret_link
from program.actions import following
from program.following.stopping import meant_by
from program.views.fetching import current_program


@require_POST
@login_required
def letters_switch(request, meeting):
    release, _ = current_program(meeting)
    if request.POST.get("wanted") == "yes":
        following.want_letters(release.meeting, by=request.user, at=timezone.now())
        messages.info(request, "You will get a letter when a session that you starred changes.")
    else:
        following.stop_letters(release.meeting, request.user, by=request.user, at=timezone.now())
        messages.info(request, "You get no more letters about changes of this meeting.")
    return redirect("my_agenda", meeting)


@csrf_exempt  # a mail program posts here for its owner, without a cookie (RFC 8058); the address is the proof
@require_http_methods(["GET", "HEAD", "POST"])
@by_secret_link
def letters_stop(request, token):
    """Opened, a page with a button, so that no scanner of links stops anything; posted to, it is done."""
    found = meant_by(token)
    if found is None:
        raise Http404
    person, meeting = found
    if request.method == "POST":
        following.stop_letters(meeting, person, by=person, at=timezone.now())
    is_stopped = meeting.silences.filter(person=person).exists()
    return render(request, "program/letters_stop.html", {"meeting": meeting, "is_stopped": is_stopped})

"""Reminders in one's own calendar, for who asks for them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from program.actions.itineraries import set_alarm
from program.forms import RemindForm
from program.views.fetching import current_program


@require_POST
@login_required
def itinerary_remind(request, meeting):
    release, _ = current_program(meeting)
    form = RemindForm(request.POST)
    if form.is_valid():
        minutes = form.cleaned_data["minutes"]
        set_alarm(release.meeting, minutes, by=request.user, at=timezone.now())
        said = f"{minutes} minutes before each session" if minutes else "never"
        messages.info(request, f"Your calendar will remind you {said}, once it has looked again.")
    return redirect("my_agenda", meeting)

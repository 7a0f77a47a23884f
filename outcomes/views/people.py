"""Who takes part: the list, letters with links, and taking somebody out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from outcomes import rules
from outcomes.actions import participants
from outcomes.forms.exercise import PeopleForm, ReasonForm
from outcomes.models import Exercise
from outcomes.views.reach import ASKED, address, ask, exercise_of, participant_of, with_tabs
from people.refusal import Refused, insist


@login_required
@ASKED
def exercise_people(request, meeting, code):
    found = exercise_of(request.user, meeting, code)
    form = PeopleForm(request.POST or None, exercise=found)
    if request.method == "POST" and form.is_valid():
        try:
            name_all(found, form.cleaned_data["people"], request.user)
        except Refused as refused:
            form.add_error("people", str(refused.refusal))
        else:
            messages.success(request, "They are on the list. Ask them by letter when everything is ready.")
            return redirect("exercise_people", meeting, code)
    rows = found.participants.select_related("group")
    context = with_tabs(found, "exercise_people", form=form, leads=rules.lead(request.user, found) is None, rows=rows)
    context["unasked"] = sum(row.asked_at is None and row.removed_at is None for row in rows)
    return render(request, "outcomes/people.html", context, status=422 if form.errors else 200)


@transaction.atomic
def name_all(found: Exercise, people, by) -> None:
    """All of them, or none."""
    for each in people:
        participants.name_participant(found, by=by, at=timezone.now(), **each)


@login_required
@require_POST
def people_ask(request, meeting, code):
    """A letter to everybody who was not asked yet."""
    found = exercise_of(request.user, meeting, code)
    insist(rules.lead(request.user, found))
    rows = found.participants.taking_part().filter(asked_at=None).select_related("exercise__meeting", "group")
    count = participants.ask(rows, by=request.user, at=timezone.now())
    messages.success(request, f"{count} letter{'' if count == 1 else 's'} with a link went out.")
    return redirect("exercise_people", meeting, code)


@login_required
@require_POST
def participant_ask(request, meeting, code, participant):
    """Another letter to one person, as when she lost the first."""
    found = exercise_of(request.user, meeting, code)
    row = participant_of(found, participant)
    insist(rules.lead(request.user, found))
    insist(rules.take_part(row))
    participants.ask([row], by=request.user, at=timezone.now())
    messages.success(request, f"The letter to {row} is on its way.")
    return redirect("exercise_people", meeting, code)


@login_required
@ASKED
def participant_end_links(request, meeting, code, participant):
    found = exercise_of(request.user, meeting, code)
    row = participant_of(found, participant)
    insist(rules.lead(request.user, found))
    if request.method == "POST":
        participants.end_links(row, by=request.user, at=timezone.now())
        messages.success(request, f"No link of {row} opens anything until a new letter goes.")
        return redirect("exercise_people", meeting, code)
    text = "For when a link was passed on. What was answered stays; a new letter brings a new link."
    back = address("exercise_people", found)
    return ask(request, title=f"End the links of {row}?", text=text, label="End them", back=back, danger=True)


@login_required
@ASKED
def participant_remove(request, meeting, code, participant):
    found = exercise_of(request.user, meeting, code)
    row = participant_of(found, participant)
    insist(rules.lead(request.user, found))
    insist(rules.take_part(row))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        participants.remove(row, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        messages.success(request, f"{row} takes part no more.")
        return redirect("exercise_people", meeting, code)
    text = "What was counted in closed rounds stays. In a round that is open nothing of it is counted."
    back = address("exercise_people", found)
    return ask(request, title=f"Take {row} out?", text=text, label="Take out", back=back, form=form, danger=True)

"""Open, close, reopen and undo a round; remind who misses something; what a closed one found."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from outcomes import rules
from outcomes.actions import participants, rounds
from outcomes.forms.exercise import ReasonForm
from outcomes.models import Item
from outcomes.progress import progress_of
from outcomes.results import result_of
from outcomes.setting import setting_of
from outcomes.showing import shown
from outcomes.views.reach import ASKED, address, ask, exercise_of, round_of, with_tabs
from people.refusal import insist


@login_required
@ASKED
def round_open(request, meeting, code):
    found = exercise_of(request.user, meeting, code)
    insist(rules.lead(request.user, found))
    insist(rules.open_round(found, timezone.now()))
    if request.method == "POST":
        made = rounds.open_round(found, by=request.user, at=timezone.now())
        messages.success(request, f"{made} is open.")
        return redirect("exercise", meeting, code)
    count, people = Item.objects.living().filter(exercise=found).count(), found.participants.taking_part().count()
    fixed = "" if found.fixed_at else " From then on the method is fixed."
    text = f"{people} people rate {count} items by {setting_of(found).method_label}.{fixed}"
    return ask(request, title="Open a round?", text=text, label="Open it", back=address("exercise", found))


@login_required
@ASKED
def round_close(request, meeting, code, number):
    found = exercise_of(request.user, meeting, code)
    row = round_of(found, number)
    insist(rules.lead(request.user, found))
    insist(rules.close_round(row))
    if request.method == "POST":
        rounds.close_round(row, by=request.user, at=timezone.now())
        messages.success(request, f"{row} is closed. This is what it found.")
        return redirect("round_result", meeting, code, number)
    now = progress_of(row)
    quorum = "There is a quorum." if now.has_quorum else f"There is no quorum: {now.quorum} people are needed."
    text = f"{now.begun} of {now.people} people have begun, {now.done} have answered everything. {quorum}"
    return ask(request, title=f"Close {row}?", text=text, label="Close it", back=address("exercise", found))


@login_required
@ASKED
def round_reopen(request, meeting, code, number):
    return with_reason(
        request, exercise_of(request.user, meeting, code), number, rules.reopen_round, rounds.reopen_round, "Reopen",
        "People go on where they were, and what was found is not shown until it closes again.",
    )  # fmt: skip


@login_required
@ASKED
def round_undo(request, meeting, code, number):
    return with_reason(
        request, exercise_of(request.user, meeting, code), number, rules.undo_round, rounds.undo_round, "Undo",
        "What was answered in it is never counted. Without another round the method may be chosen anew.",
    )  # fmt: skip


def with_reason(request, found, number, rule, act, verb, text):
    row = round_of(found, number)
    insist(rules.lead(request.user, found))
    insist(rule(row, "asked for below"))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act(row, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        messages.success(request, f"{verb}: {row}. The reason is kept with it.")
        return redirect("exercise", found.meeting.slug, found.code)
    back = address("exercise", found)
    return ask(request, title=f"{verb} {row}?", text=text, label=verb, back=back, form=form, danger=True)


@login_required
@ASKED
def round_remind(request, meeting, code, number):
    found = exercise_of(request.user, meeting, code)
    row = round_of(found, number)
    insist(rules.lead(request.user, found))
    if request.method == "POST":
        count = participants.remind(found, by=request.user, at=timezone.now())
        messages.success(request, f"{count} letter{'' if count == 1 else 's'} went out.")
        return redirect("exercise", meeting, code)
    text = "A letter goes only to those whose answers are not complete. Who that is, nobody is told."
    back = address("exercise", found)
    return ask(request, title=f"Remind of {row}?", text=text, label="Remind them", back=back)


@login_required
@require_safe
def round_result(request, meeting, code, number):
    """Only of a closed round; an open one has no result to anybody."""
    found = exercise_of(request.user, meeting, code)
    row = round_of(found, number)
    if row.state != "closed":
        raise Http404
    context = with_tabs(found, "", round=row) | shown(result_of(row))
    context["may_publish"] = rules.publish(request.user, found, row) is None
    return render(request, "outcomes/result.html", context)

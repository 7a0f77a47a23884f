"""The page behind the link of who takes part: consent, items to suggest, items to rate. It needs no account.

Whoever only opens the link changes nothing. Every item is a form of its own: without script it has a button, with it
each answer is sent at once, and what the network did not take waits in the browser.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from outcomes import rules
from outcomes.actions import items, participants, rating
from outcomes.forms.taking_part import ConsentForm, StepBackForm, SuggestForm
from outcomes.models import Participant, ParticipantLink, RoundItem
from outcomes.setting import from_json
from outcomes.sheet import answers_in, sheet_of
from outcomes.views.methods import explained
from people.refusal import Refusal, Refused
from people.secret_links import by_secret_link, hash_of

ASKED = require_http_methods(["GET", "HEAD", "POST"])
NO_MORE = Refusal("This link opens nothing any more.", "Use the one in the last letter, or write to who sent it.")
CONSENT_FIRST = Refusal("Say first that you take part.", "Open the page of your link.")


def participant_by(token: str) -> tuple[Participant, Refusal | None]:
    """Whose link it is, and why it opens nothing."""
    rows = ParticipantLink.objects.select_related("participant__exercise__meeting", "participant__group")
    link = rows.filter(token_hash=hash_of(token)).first()
    if link is None:
        raise Http404
    return link.participant, NO_MORE if link.ended_at else rules.take_part(link.participant)


def taking_part(token: str) -> Participant:
    """Who may answer by this link now, or Refused."""
    participant, closed = participant_by(token)
    if closed or not participant.consented_at:
        raise Refused(closed or CONSENT_FIRST)
    return participant


def asked_of(participant: Participant, asked: int) -> RoundItem:
    rows = RoundItem.objects.select_related("round", "item")
    return get_object_or_404(rows, pk=asked, round__exercise=participant.exercise_id)


@ASKED
@by_secret_link
def rate(request, token):
    participant, closed = participant_by(token)
    form = ConsentForm(request.POST if request.method == "POST" else None, initial={"is_named": participant.is_named})
    if request.method == "POST" and not closed and form.is_valid():
        participants.consent(participant, is_named=form.cleaned_data["is_named"], at=timezone.now())
        return redirect("rate", token)
    return show(request, token, participant, closed=closed, form=form)


def show(request, token: str, participant: Participant, *, closed: Any = None, status: int = 200, **context: Any):
    exercise = participant.exercise
    context |= {"participant": participant, "exercise": exercise, "meeting": exercise.meeting, "token": token}
    context["closed"] = closed
    if closed or not participant.consented_at:
        faulty = context.get("form") is not None and context["form"].errors
        return render(request, "outcomes/rate_begin.html", context, status=422 if faulty else status)
    running = exercise.rounds.running().first()
    if running:
        running.exercise = exercise
        return render(
            request, "outcomes/rate.html", context | {"sheet": sheet_of(participant, running)}, status=status
        )
    at = timezone.now()
    context |= {
        "collects": exercise.is_collecting(at),
        "refusal": rules.suggest(participant, at),
        "own": participant.items.all(),
        "suggest": context.get("suggest") or SuggestForm(),
    }
    return render(request, "outcomes/rate_wait.html", context, status=status)


@require_POST
@by_secret_link
def rate_suggest(request, token):
    participant = taking_part(token)
    form = SuggestForm(request.POST)
    if not form.is_valid():
        return show(request, token, participant, suggest=form, status=422)
    items.suggest(participant, at=timezone.now(), **form.cleaned_data)
    messages.success(request, "Your item is on the list. Thank you.")
    return redirect("rate", token)


@require_POST
@by_secret_link
def rate_item(request, token, asked):
    """One item's answers. With htmx it answers what changed on the page, and says a refusal beside the item."""
    participant = taking_part(token)
    found = asked_of(participant, asked)
    try:
        displaced = keep(participant, found, request.POST)
    except Refused as refused:
        return not_kept(request, token, participant, found, refused.refusal)
    if request.htmx:
        sheet = sheet_of(participant, found.round)
        lines = {line.asked.pk: line for line in sheet.lines}
        context = {
            "sheet": sheet,
            "token": token,
            "line": lines[found.pk],
            "displaced": [lines[each.pk] for each in displaced],
        }
        return render(request, "outcomes/_rated.html", context)
    messages.success(request, f"Kept: {found.title}")
    return redirect(f"{request.path.rsplit('/', 2)[0]}/#item-{found.pk}")


def keep(participant: Participant, asked: RoundItem, data: Any) -> list[RoundItem]:
    """Returns the items that lost their place on her list."""
    try:
        answers = answers_in(from_json(asked.round.setting), data)
    except ValueError:
        refusal = Refusal("This is no answer on the scale of the method.", "Choose one of those offered.")
        raise Refused(refusal) from None
    return rating.rate(participant, asked, answers=answers, at=timezone.now())


def not_kept(request, token: str, participant: Participant, asked: RoundItem, refusal: Refusal):
    if request.htmx:
        return render(request, "outcomes/_not_rated.html", {"asked": asked, "refusal": refusal}, status=409)
    messages.error(request, f"{asked.title}: {refusal}")
    return show(request, token, participant, status=409)


@ASKED
@by_secret_link
def rate_step_back(request, token, asked):
    """Ask for the reason, then the item is not asked of her."""
    participant = taking_part(token)
    found = asked_of(participant, asked)
    form = StepBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        items.step_back(found.item, participant, reason=form.cleaned_data["reason"], at=timezone.now())
        messages.success(request, f"You are not asked about “{found.title}”.")
        return redirect("rate", token)
    context = {
        "participant": participant,
        "exercise": participant.exercise,
        "asked": found,
        "form": form,
        "token": token,
    }
    return render(request, "outcomes/rate_step_back.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD"])
@by_secret_link
def rate_method(request, token):
    participant, _ = participant_by(token)
    context = explained(participant.exercise) | {"participant": participant, "token": token}
    return render(request, "outcomes/method.html", context)

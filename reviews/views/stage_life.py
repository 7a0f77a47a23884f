"""Open, close and open again: by program staff and by the chair of the stage's committee."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.refusal import insist
from reviews import rules
from reviews.actions import stages
from reviews.models.conflict import hidden_from
from reviews.offers import address
from reviews.views.reach import stage_of

ASKED_THEN_DONE = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@ASKED_THEN_DONE
def stage_open(request, meeting, stage):
    found = stage_of(request.user, meeting, stage)
    insist(rules.open_stage(request.user, found))
    if request.method == "POST":
        stages.open_stage(found, by=request.user, at=timezone.now())
        messages.success(request, f"{found} is open. Now give its proposals readers.")
        return redirect(address("assign", found))
    text = f"It takes up what {found.before} recommended on." if found.before else taken(found, request.user)
    undo = "It can be closed and opened again; proposals stay in review."
    return ask(request, found, f"Open {found}?", text, "Open this stage", undo)


def taken(stage, person) -> str:
    count = stages.late(stage).exclude(pk__in=hidden_from(person)).count()
    word = "proposal moves" if count == 1 else "proposals move"
    return f"{count} submitted {word} into review; what was handed in stands from then on."


@login_required
@ASKED_THEN_DONE
def stage_close(request, meeting, stage):
    found = stage_of(request.user, meeting, stage)
    insist(rules.close_stage(request.user, found))
    if request.method == "POST":
        stages.close_stage(found, by=request.user, at=timezone.now())
        messages.success(request, f"{found} is closed. What was not submitted is kept as a draft and does not count.")
        return redirect(address("ranking", found))
    text = "Reviewers can no longer write or change reviews. Deciding goes on."
    undo = "It can be opened again until the next stage is opened."
    return ask(request, found, f"Close {found}?", text, "Close this stage", undo)


@login_required
@ASKED_THEN_DONE
def stage_reopen(request, meeting, stage):
    found = stage_of(request.user, meeting, stage)
    insist(rules.reopen_stage(request.user, found))
    if request.method == "POST":
        stages.reopen_stage(found, by=request.user, at=timezone.now())
        messages.success(request, f"{found} is open again.")
        return redirect(address("assign", found))
    text = "Reviewers can write and change their reviews again."
    return ask(request, found, f"Open {found} again?", text, "Open it again", "It can be closed again.")


def ask(request, stage, title: str, text: str, label: str, undo: str):
    question = {
        "title": title,
        "text": text,
        "undo": undo,
        "action": request.path,
        "label": label,
        "cancel_url": address("ranking", stage),
        "cancel_label": "Not yet",
    }
    return render(request, "confirm.html", question)

"""Open, close and open again: by program staff and by the chair of the stage's committee."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.refusal import Refusal, insist
from reviews import rules
from reviews.actions import stages
from reviews.models import Stage
from reviews.models.conflict import hidden_from
from reviews.offers import address
from reviews.views.reach import stage_of

ASKED_THEN_DONE = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Step:
    """A step in the life of a stage: what is asked before it, what is said after it, and the page that comes then."""

    rule: Callable[[Any, Stage], Refusal | None]
    act: Callable[..., Stage]
    question: str
    text: str
    label: str
    undo: str
    said: str
    then: str


@login_required
@ASKED_THEN_DONE
def stage_open(request, meeting, stage):
    found = stage_of(request.user, meeting, stage)
    step = Step(
        rule=rules.open_stage,
        act=stages.open_stage,
        question=f"Open {found}?",
        text=f"It takes up what {found.before} recommended on." if found.before else taken(found, request.user),
        label="Open this stage",
        undo="It can be closed and opened again; proposals stay in review.",
        said=f"{found} is open. Now give its proposals readers.",
        then="assign",
    )
    return ask_or_do(request, found, step)


def taken(stage, person) -> str:
    count = stages.late(stage).exclude(pk__in=hidden_from(person)).count()
    word = "proposal moves" if count == 1 else "proposals move"
    return f"{count} submitted {word} into review; what was handed in stands from then on."


@login_required
@ASKED_THEN_DONE
def stage_close(request, meeting, stage):
    found = stage_of(request.user, meeting, stage)
    step = Step(
        rule=rules.close_stage,
        act=stages.close_stage,
        question=f"Close {found}?",
        text="Reviewers can no longer write or change reviews. Deciding goes on.",
        label="Close this stage",
        undo="It can be opened again until the next stage is opened.",
        said=f"{found} is closed. What was not submitted is kept as a draft and does not count.",
        then="ranking",
    )
    return ask_or_do(request, found, step)


@login_required
@ASKED_THEN_DONE
def stage_reopen(request, meeting, stage):
    found = stage_of(request.user, meeting, stage)
    step = Step(
        rule=rules.reopen_stage,
        act=stages.reopen_stage,
        question=f"Open {found} again?",
        text="Reviewers can write and change their reviews again.",
        label="Open it again",
        undo="It can be closed again.",
        said=f"{found} is open again.",
        then="assign",
    )
    return ask_or_do(request, found, step)


def ask_or_do(request, stage: Stage, step: Step) -> HttpResponse:
    insist(step.rule(request.user, stage))
    if request.method == "POST":
        step.act(stage, by=request.user, at=timezone.now())
        messages.success(request, step.said)
        return redirect(address(step.then, stage))
    page = {"title": step.question, "text": step.text, "undo": step.undo, "label": step.label}
    page |= {"action": request.path, "cancel_url": address("ranking", stage), "cancel_label": "Not yet"}
    return render(request, "confirm.html", page)

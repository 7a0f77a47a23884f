"""One proposal before its committee: what it says, what readers think, what was and is decided."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from people.refusal import Refused, insist
from proposals.lifecycle import State, transition
from proposals.standing.deadlines import deadline_of
from reviews import rules
from reviews.actions.deciding import decide as write_down
from reviews.actions.deciding import undecide as take_back
from reviews.actions.quoting import choose_comments
from reviews.blindness.showing import for_office, named, owed
from reviews.blindness.sight import sight_of
from reviews.board import history_of, reviews_of, row_of, scored_stage
from reviews.discussion.thread import thread_of
from reviews.forms.remark import RemarkForm
from reviews.forms.verdict import DecisionForm
from reviews.models import Outcome
from reviews.models.decision import VERB_OF
from reviews.offers import address, joining_offers, readers_offer, revision_offers, tabs
from reviews.urgent.offers import urgent_offers
from reviews.views.files import files_of_dossier
from reviews.views.reach import case_of, to_state_first


@login_required
@require_safe
def dossier(request, meeting, stage, code):
    found, standing, proposal = case_of(request.user, meeting, stage, code)
    if first := to_state_first(request, found.call.meeting):
        return first
    return show(request, found, standing, proposal, form_of(request, found, proposal))


@login_required
@require_POST
def decide(request, meeting, stage, code):
    found, standing, proposal = case_of(request.user, meeting, stage, code)
    insist(rules.decide(request.user, found, proposal))
    form = form_of(request, found, proposal)
    if not form.is_valid():
        if form.is_more:
            form.errors.clear()
        return show(request, found, standing, proposal, form, status=422)
    try:
        who = {"by": request.user, "at": timezone.now()}
        write_down(found, proposal=proposal, **form.kept, **who)
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return show(request, found, standing, proposal, form, status=422)
    messages.success(
        request, f"“{proposal}”: written down. The proposers learn nothing before the letter is released."
    )
    return redirect(address("ranking", found) if standing.oversee else address("dossier", found, code=code))


@login_required
@require_POST
def undecide(request, meeting, stage, code):
    found, _, proposal = case_of(request.user, meeting, stage, code)
    take_back(found, proposal=proposal, by=request.user, at=timezone.now())
    messages.success(request, f"“{proposal}” is undecided again.")
    return redirect(address("dossier", found, code=code))


@login_required
@require_POST
def comments_choose(request, meeting, stage, code):
    """Tick what the letter quotes."""
    found, _, proposal = case_of(request.user, meeting, stage, code)
    scored = scored_stage(found)
    insist(rules.see_reviews(request.user, found, proposal))
    ticked = {int(key) for key in request.POST.getlist("review") if key.isdecimal() and len(key) < 18}
    choose_comments(scored, proposal=proposal, reviews=ticked, by=request.user, at=timezone.now())
    messages.success(request, f"The letter quotes {len(ticked)} of the reviewers’ comments.")
    return redirect(address("dossier", found, code=code) + "#comments")


def form_of(request, stage, proposal) -> DecisionForm:
    """For the decision not released yet; what was released stands in the history."""
    whose = {"stage": stage, "proposal": proposal, "person": request.user, "at": timezone.now()}
    return DecisionForm(request.POST or None, outcomes=outcomes_of(stage, proposal), **whose)


def revise_by(proposal, at):
    """Until when a revision is awaited, in the call's clock."""
    if proposal.state != State.REVISION_ASKED or not proposal.revise_by_at:
        return None
    return deadline_of(proposal.call, proposal.revise_by_at, "Revision due", at)


def outcomes_of(stage, proposal) -> list[str]:
    if not stage.is_final:
        return list(Outcome.values)
    return [outcome.value for outcome in Outcome if transition(VERB_OF[outcome], proposal.state)]


def versions_at(proposal, standing, stage, scored) -> str:
    """Earlier texts of a review are for who leads the stage in which it was written."""
    leads = standing.lead and scored == stage
    return f"{address('dossier', stage, code=proposal.code)}reviews/" if leads else ""


def joined_with(proposal, scored, sight, readers) -> list[tuple]:
    """What it took in: the proposal, who handed it in, its reviews."""
    rows = proposal.merged.select_related("proposer")
    return [
        (one, "" if sight.hides_proposers(proposal.pk) else one.proposer, named(reviews_of(scored, one), readers))
        for one in rows
    ]


def show(request, stage, standing, proposal, form, status: int = 200):
    scored = scored_stage(stage)
    hidden = rules.see_reviews(request.user, stage, proposal)
    at, sight = timezone.now(), sight_of(stage, request.user, standing)
    readers = sight if scored == stage else sight_of(scored, request.user)
    context = {
        "stage": stage,
        "meeting": stage.call.meeting,
        "proposal": proposal,
        "tabs": tabs(stage, standing, "dossier"),
        **for_office(proposal, sight, request.user),
        "revise_by": revise_by(proposal, at),
        "files_at": files_of_dossier(stage, proposal),
        "offers": [
            *revision_offers(stage, proposal, request.user, at),
            *(joining_offers(stage, proposal, request.user) if standing.lead else []),
            *readers_offer(stage, proposal, request.user),
            *([] if rules.assign(request.user, stage, proposal) else urgent_offers(stage, proposal, at)),
        ],
        "joined": [] if hidden else joined_with(proposal, scored, sight, readers),
        "row": row_of(stage, request.user, proposal),
        "reviews": [] if hidden else named(reviews_of(scored, proposal), readers),
        "hidden": hidden,
        "may_choose": rules.choose_comments(request.user, scored, proposal) is None,
        "versions_at": versions_at(proposal, standing, stage, scored),
        "history": owed(history_of(stage, proposal, request.user), proposal, sight),
        "thread": thread_of(proposal, sight, request.user, at),
        "remark_form": RemarkForm(),
        "form": form,
        "refusal": rules.decide(request.user, stage, proposal),
        "scored": scored,
        "oversees": standing.oversee,
    }
    return render(request, "reviews/stage_dossier.html", context, status=status)

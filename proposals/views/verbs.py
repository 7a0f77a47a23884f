"""One address for each verb of the table: GET asks where something is lost, POST does it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from people.refusal import insist
from proposals import actions, rules
from proposals.forms.verbs import LABELS, ReasonForm
from proposals.lifecycle import Verb
from proposals.models import Proposal
from proposals.standing.offers import DANGER
from proposals.views.fetching import proposal_for
from proposals.views.words import DONE, UNDONE_BY, question_of

ACTS = {
    Verb.SUBMIT: actions.submit,
    Verb.RESUBMIT: actions.resubmit,
    Verb.TAKE_BACK: actions.take_back,
    Verb.CONFIRM: actions.confirm,
    Verb.WITHDRAW: actions.withdraw,
    Verb.RETURN: actions.return_for_completion,
    Verb.TURN_AWAY: actions.turn_away,
    Verb.BEGIN_REVIEW: actions.begin_review,
    Verb.LAPSE: actions.lapse,
    Verb.REINSTATE: actions.reinstate,
    Verb.CANCEL: actions.cancel,
}
"""The verbs that are done here; those of a decision and of a merge are done on higher floors."""


@login_required
def proposal_verb(request, code, verb):
    proposal = proposal_for(request.user, code)
    if verb not in ACTS:
        raise Http404
    at = timezone.now()
    insist(rules.may(verb, request.user, proposal, at))
    form = ReasonForm(verb, request.POST if request.method == "POST" else None) if verb in LABELS else None
    if request.method != "POST" or (form and not form.is_valid()):
        return ask(request, verb, proposal, form)
    reason = form.cleaned_data if form else {}
    done = ACTS[verb](proposal, by=request.user, at=at, **reason)
    say(request, verb, done)
    return redirect("proposal", done.code)


def ask(request, verb: Verb, proposal: Proposal, form: ReasonForm | None):
    question = question_of(verb, proposal)
    context = {
        "title": f"{verb.label} “{proposal}”?",
        "text": question.text,
        "losses": question.losses,
        "undo": question.undo,
        "action": request.path,
        "label": verb.label,
        "begins": verb not in DANGER,
        "form": form,
        "cancel_url": reverse("proposal", args=[proposal.code]),
        "cancel_label": "Leave it as it is",
    }
    return render(request, "confirm.html", context)


def say(request, verb: Verb, proposal: Proposal) -> None:
    """What happened, with the way back where the table has one."""
    back = UNDONE_BY.get(verb)
    if back is None:
        messages.success(request, DONE[verb])
        return
    address = reverse("proposal_verb", args=[proposal.code, back])
    messages.success(request, format_html('{} <a href="{}">{}</a>', DONE[verb], address, back.label))

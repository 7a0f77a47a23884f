"""Each verb of the table as a call with everything it needs, so that tests can walk the whole table."""

from datetime import timedelta

from people.models import Person
from proposals import actions
from proposals.lifecycle import Verb
from tests.factories.cast import make_person
from tests.factories.proposals import make_offer, make_proposal

WHY = "Because the committee says so."


def do(verb, proposal, *, by, at):
    """Do the verb by its own action."""
    return ACTIONS[verb](proposal, by=by, at=at)


def _merge(proposal, *, by, at):
    """Into one of Max, who has consented as well."""
    side = proposal.merge_sides.first()
    if side is None:
        max_ = Person.objects.filter(email="max@example.org").first() or make_person("max")
        lead = make_proposal(proposal.format, max_, at, "submitted", title="The other one")
        side = make_offer(lead, proposal, None, at, agreed=True).sides.first()
    return actions.merge(proposal, into=side.offer.lead, by=by, at=at)


def _with_reason(action):
    return lambda proposal, *, by, at: action(proposal, reason=WHY, by=by, at=at)


def _ask(proposal, *, by, at):
    return actions.ask_revision(proposal, reason=WHY, until=at + timedelta(days=7), by=by, at=at)


ACTIONS = {
    Verb.RETURN: _with_reason(actions.return_for_completion),
    Verb.SUBMIT: actions.submit,
    Verb.TAKE_BACK: actions.take_back,
    Verb.BEGIN_REVIEW: actions.begin_review,
    Verb.ASK_REVISION: _ask,
    Verb.RESUBMIT: actions.resubmit,
    Verb.GO_ON: actions.go_on,
    Verb.TURN_AWAY: _with_reason(actions.turn_away),
    Verb.ACCEPT: actions.accept,
    Verb.WAITLIST: actions.waitlist,
    Verb.DECLINE: actions.decline,
    Verb.CONFIRM: actions.confirm,
    Verb.LAPSE: actions.lapse,
    Verb.REINSTATE: _with_reason(actions.reinstate),
    Verb.MERGE: _merge,
    Verb.WITHDRAW: actions.withdraw,
    Verb.CANCEL: _with_reason(actions.cancel),
}

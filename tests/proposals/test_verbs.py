"""The transition table through its actions: what is in it happens, everything else refuses and changes nothing."""

from datetime import timedelta

import pytest
from django.db import transaction

from audit.models import Entry
from people.refusal import Refused
from proposals.lifecycle import BEFORE, Owner, State, Verb, transition
from proposals.models import Proposal
from tests.factories.proposals import BEFORE_STATES, make_proposal
from tests.proposals.verbs import do

OWNERS = {
    "paula": {Owner.PROPOSER, Owner.BOTH},
    "olga": {Owner.STAFF, Owner.RELEASE},
    "chen": {Owner.CHAIR, Owner.RELEASE},
    "rita": set(),
    "felix": set(),
    "stan": set(),
}


def complete(form, proposer, at, state, **fields):
    merged = {"merged_into": make_proposal(form, proposer, at)} if state == State.MERGED else {}
    return make_proposal(form, proposer, at, state, answers={"why-now": "It is time."}, **merged | fields)


def row_of(proposal):
    return Proposal.objects.filter(pk=proposal.pk).values().get()


def expected(verb, state, who):
    row = transition(verb, state)
    if row is None or not OWNERS[who] & set(row.owners):
        return "refused, nothing changed"
    return BEFORE_STATES[state] if row.target == BEFORE else row.target


def seen(verb, proposal, person, at):
    """What became of it, and back again."""
    before, here = row_of(proposal), transaction.savepoint_create()
    try:
        do(verb, proposal, by=person, at=at)
    except Refused as refused:
        same = row_of(proposal) == before and not Entry.objects.about(proposal).exists()
        return "refused, nothing changed" if same and refused.refusal.sentence else "refused, but changed"
    assert Entry.objects.about(proposal).first().verb == verb.value
    after = row_of(proposal)["state"]
    transaction.savepoint_rollback(here)
    return after


@pytest.mark.parametrize("verb", Verb)
def test_a_verb_happens_only_as_the_table_says(verb, form, cast, at):
    if verb == Verb.LAPSE:
        form.call.confirm_by_on = at.date() - timedelta(days=2)
        form.call.save()
    table = {(state, who): expected(verb, state, who) for state in State for who in OWNERS}
    proposals = {state: complete(form, cast.paula, at, state) for state in State}
    assert {
        (state, who): seen(verb, proposals[state], getattr(cast, who), at) for state in State for who in OWNERS
    } == table

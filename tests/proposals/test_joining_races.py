"""Both proposers of a merge press their buttons at the same moment."""

import pytest

from people.refusal import Refused
from proposals import actions
from proposals.models import MergeOffer, Proposal
from tests.factories.cast import make_cast
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_call, make_format, make_meeting
from tests.proposals.test_joining import everything
from tests.proposals.test_races import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(at):
    cast = make_cast()
    form = make_format(make_call(make_meeting(), at))
    lead = make_proposal(form, cast.paula, at, "in_review", title="Clots")
    other = make_proposal(form, cast.felix, at, "in_review", title="Platelets")
    offer = actions.suggest_merge(lead, other, reason="One field.", by=cast.olga, at=at)
    for person in (cast.paula, cast.felix):
        actions.agree_to_draft(offer, by=person, at=at)
    joint = actions.begin_joint(offer, everything(lead, other), by=cast.paula, at=at)
    return cast, offer, lead, other, joint


def outcome(offer, lead, other):
    offer = MergeOffer.objects.get(pk=offer.pk)
    states = tuple(Proposal.objects.get(pk=each.pk).state for each in (lead, other))
    return offer.end, states, Proposal.objects.get(pk=lead.pk).revisions.submitted().count()


def test_two_consents_at_once_merge_once(scene, at):
    cast, offer, lead, other, joint = scene
    results = together(
        *[
            lambda person=person: actions.consent(offer, version=joint.version, by=person, at=at)
            for person in (cast.paula, cast.felix)
        ]
    )
    assert not any(isinstance(each, Refused) for each in results)
    assert outcome(offer, lead, other) == ("merged", ("in_review", "merged"), 2)


def test_one_consent_pressed_twice_is_one(scene, at):
    cast, offer, lead, other, joint = scene
    results = together(*[lambda: actions.consent(offer, version=joint.version, by=cast.paula, at=at)] * 2)
    assert sorted(type(each).__name__ for each in results) == ["MergeOffer", "Refused"]
    assert outcome(offer, lead, other) == ("", ("in_review", "in_review"), 1)


def test_a_consent_and_an_edit_at_once_never_merge_what_was_not_read(scene, at):
    cast, offer, lead, other, joint = scene
    actions.consent(offer, version=joint.version, by=cast.paula, at=at)
    given = {"base_version": joint.version, "by": cast.paula, "at": at, "auto": True}
    together(
        lambda: actions.consent(offer, version=joint.version, by=cast.felix, at=at),
        lambda: actions.save(joint, "basics", {"title": "Changed at the last moment"}, **given),
    )
    end, states, texts = outcome(offer, lead, other)
    title = Proposal.objects.get(pk=lead.pk).title
    if end == "merged":
        assert (states, texts, title) == (("in_review", "merged"), 2, "Clots")
    else:
        assert (states, texts, title) == (("in_review", "in_review"), 1, "Clots")
        assert not any(side.consents for side in MergeOffer.objects.get(pk=offer.pk).sides.all())


def test_leaving_and_the_second_consent_at_once_are_one_or_the_other(scene, at):
    cast, offer, lead, other, joint = scene
    actions.consent(offer, version=joint.version, by=cast.paula, at=at)
    results = together(
        lambda: actions.consent(offer, version=joint.version, by=cast.felix, at=at),
        lambda: actions.leave_merge(offer, by=cast.paula, at=at),
    )
    assert sorted(type(each).__name__ for each in results) == ["MergeOffer", "Refused"]
    assert outcome(offer, lead, other) in [
        ("merged", ("in_review", "merged"), 2),
        ("left", ("in_review", "in_review"), 1),
    ]


def test_a_proposal_withdrawn_at_the_second_consent_is_not_merged_as_well(scene, at):
    cast, offer, lead, other, joint = scene
    actions.consent(offer, version=joint.version, by=cast.paula, at=at)
    together(
        lambda: actions.consent(offer, version=joint.version, by=cast.felix, at=at),
        lambda: actions.withdraw(other, by=cast.felix, at=at),
    )
    assert outcome(offer, lead, other)[:2] in [
        ("merged", ("in_review", "merged")),
        ("", ("in_review", "withdrawn")),
    ]


def test_two_suggestions_at_once_are_one_offer(scene, at):
    cast, offer, lead, other, _ = scene
    actions.close_merge(offer, reason="Again.", by=cast.olga, at=at)
    results = together(
        lambda: actions.suggest_merge(lead, other, reason="Alike.", by=cast.olga, at=at),
        lambda: actions.suggest_merge(other, lead, reason="Alike.", by=cast.olga, at=at),
    )
    assert sorted(type(each).__name__ for each in results) == ["MergeOffer", "Refused"]
    assert MergeOffer.objects.running().count() == 1

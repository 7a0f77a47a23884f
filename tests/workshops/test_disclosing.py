"""Stating one's ties to companies: what is kept, what counts, who may."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from audit.models import Entry
from letters.models import Letter
from people.refusal import Refused
from tests.factories.workshops import (
    make_committee,
    make_disclosure,
    make_judged,
    make_meeting,
    make_policy,
    make_seat,
)
from workshops.actions.disclosing import MOST, Tie, remind, set_policy, state, state_again, state_by_link
from workshops.actions.judging import Verdict, judge
from workshops.disclosing import asked, asked_of, standing_of
from workshops.models import Disclosure, Relationship


@pytest.fixture
def meeting(cast):
    meeting = make_meeting()
    make_policy(meeting)
    make_seat(make_committee(meeting), cast.rita)
    return meeting


def standing(person, meeting) -> str:
    return standing_of([person], meeting)[person.pk].value


def of(disclosure) -> list[tuple]:
    return [(row.company, row.nature, row.ended) for row in disclosure.relationships.all()]


def verdict(disclosure, relevant=True, step="", note="", **said) -> dict[int, Verdict]:
    words = {"rationale": "The talk is about its drug."} | said
    return {row.pk: Verdict(relevant, step=step, note=note, **words) for row in disclosure.relationships.all()}


def test_nothing_to_disclose_is_a_statement(meeting, cast, at):
    assert standing(cast.rita, meeting) == "missing"
    made = state(meeting, person=cast.rita, ties=[], by=cast.rita, at=at)
    assert (standing(cast.rita, meeting), of(made), made.months) == ("complete", [], 24)


def test_a_disclosure_comes_from_missing_to_complete_in_three_steps(meeting, cast, at):
    made = state(meeting, person=cast.rita, ties=[Tie("Acme", "consultant")], by=cast.rita, at=at)
    assert standing(cast.rita, meeting) == "to judge"
    judge(made, verdicts=verdict(made), by=cast.olga, at=at)
    assert standing(cast.rita, meeting) == "to mitigate"
    judge(made, verdicts=verdict(made, step="peer_review"), by=cast.olga, at=at)
    assert standing(cast.rita, meeting) == "complete"


def test_what_is_judged_not_relevant_needs_no_step(meeting, cast, at):
    made = state(meeting, person=cast.rita, ties=[Tie("Acme", "consultant")], by=cast.rita, at=at)
    judge(made, verdicts=verdict(made, relevant=False), by=cast.olga, at=at)
    assert standing(cast.rita, meeting) == "complete"


def test_one_unjudged_relationship_of_many_keeps_it_open(meeting, cast, at):
    made = state(meeting, person=cast.rita, ties=[Tie("A", "speaker"), Tie("B", "advisor")], by=cast.rita, at=at)
    first = made.relationships.first()
    judge(made, verdicts={first.pk: Verdict(False, "Another field.")}, by=cast.olga, at=at)
    assert standing(cast.rita, meeting) == "to judge"


def test_the_newest_statement_counts_and_the_old_one_is_kept(meeting, cast, at):
    state(meeting, person=cast.rita, ties=[Tie("Acme", "consultant")], by=cast.rita, at=at)
    state(meeting, person=cast.rita, ties=[], by=cast.rita, at=at + timedelta(days=1))
    assert standing(cast.rita, meeting) == "complete"
    assert [of(each) for each in Disclosure.objects.all()] == [[], [("Acme", "consultant", False)]]


def test_the_same_words_said_again_keep_their_judgement_and_new_ones_have_none(meeting, cast, at):
    first = make_judged(make_disclosure(meeting, cast.rita, at, "Acme", "Bolt"), cast.olga, at)
    ties = [Tie("Acme", "consultant"), Tie("Bolt", "consultant", ended=True), Tie("Core", "advisor")]
    made = state(meeting, person=cast.rita, ties=ties, by=cast.rita, at=at + timedelta(days=1))
    again = Disclosure.objects.whole().get(pk=made.pk)
    assert [(row.company, row.relevant, row.step) for row in again.relationships.all()] == [
        ("Acme", True, "peer_review"),
        ("Bolt", None, ""),
        ("Core", None, ""),
    ]
    assert again.relationships.first().judgement.at == first.at


def test_another_meeting_asks_anew_and_judges_anew(meeting, cast, at):
    before = make_meeting("ash-2026")
    make_policy(before)
    earlier = make_judged(make_disclosure(before, cast.rita, at, "Acme"), cast.olga, at)
    assert standing(cast.rita, meeting) == "missing"
    made = state_again(earlier, meeting=meeting, by=cast.rita, at=at + timedelta(days=1))
    assert (of(made), made.reused, standing(cast.rita, meeting)) == (of(earlier), earlier, "to judge")


def test_an_earlier_statement_is_not_said_again_once_there_is_a_newer_one(meeting, cast, at):
    earlier = make_disclosure(make_meeting("ash-2025"), cast.rita, at)
    make_disclosure(make_meeting("ash-2026"), cast.rita, at, "Acme")
    with pytest.raises(Refused, match="something newer"):
        state_again(earlier, meeting=meeting, by=cast.rita, at=at)
    assert standing(cast.rita, meeting) == "missing"


def test_a_company_said_twice_is_kept_once_and_goes_on_unless_both_have_ended(meeting, cast, at):
    ties = [Tie("Acme ", "speaker", True), Tie("ACME", "speaker"), Tie("Acme", "advisor", True)]
    made = state(meeting, person=cast.rita, ties=ties, by=cast.rita, at=at)
    assert of(made) == [("Acme", "speaker", False), ("Acme", "advisor", True)]


def test_nobody_states_for_somebody_else(meeting, cast, at):
    for other in (cast.olga, cast.raj, None):
        with pytest.raises(Refused, match="states her own"):
            state(meeting, person=cast.rita, ties=[], by=other, at=at)
    earlier = make_disclosure(make_meeting("ash-2026"), cast.rita, at)
    with pytest.raises(Refused, match="states her own"):
        state_again(earlier, meeting=meeting, by=cast.raj, at=at)


def test_a_meeting_that_does_not_ask_takes_no_statement(cast, at):
    quiet = make_meeting("quiet")
    with pytest.raises(Refused, match="does not ask"):
        state(quiet, person=cast.rita, ties=[], by=cast.rita, at=at)


def test_by_a_link_nothing_is_overwritten_that_was_stated_otherwise(meeting, cast, at):
    by_link = {"given_name": "Rita", "family_name": "Romano", "at": at}
    make_disclosure(meeting, cast.rita, at, "Acme")
    with pytest.raises(Refused, match="Sign in to read or to change"):
        state_by_link(meeting, address="rita@example.org", ties=[], **by_link)
    made = state_by_link(meeting, address="nora@example.net", ties=[], **by_link)
    again = state_by_link(meeting, address="Nora@example.net", ties=[Tie("Bolt", "speaker")], **by_link)
    assert (made.person, made.address) == (again.person, again.address)
    assert of(Disclosure.objects.filter(person=cast.rita).get()) == [("Acme", "consultant", False)]


def test_statements_without_end_are_refused(meeting, cast, at):
    for _ in range(MOST):
        make_disclosure(meeting, cast.rita, at)
    with pytest.raises(Refused, match=f"more than {MOST}"):
        state(meeting, person=cast.rita, ties=[], by=cast.rita, at=at)


def test_nobody_judges_her_own_disclosure_and_only_staff_judge(meeting, cast, at):
    make_seat(meeting.committees.get(), cast.olga)
    for person, by in ((cast.olga, cast.olga), (cast.rita, cast.chen), (cast.rita, cast.rita), (cast.rita, None)):
        made = make_disclosure(meeting, person, at, "Acme")
        with pytest.raises(Refused):
            judge(made, verdicts=verdict(made), by=by, at=at)
    assert not Relationship.objects.filter(judgement__isnull=False).exists()


def test_what_was_stated_anew_meanwhile_is_not_judged_by_an_old_page(meeting, cast, at):
    old = make_disclosure(meeting, cast.rita, at, "Acme")
    make_disclosure(meeting, cast.rita, at, "Bolt")
    with pytest.raises(Refused, match="Rita Romano has stated anew"):
        judge(old, verdicts=verdict(old), by=cast.olga, at=at)


def test_changing_a_judgement_to_not_relevant_takes_the_step_away(meeting, cast, at):
    made = make_judged(make_disclosure(meeting, cast.rita, at, "Acme"), cast.olga, at)
    judge(made, verdicts=verdict(made, relevant=False), by=cast.olga, at=at)
    row = Disclosure.objects.whole().get().relationships.first()
    assert (row.relevant, row.step, standing(cast.rita, meeting)) == (False, "", "complete")


def test_judging_the_same_again_writes_nothing(meeting, cast, at):
    made = make_disclosure(meeting, cast.rita, at, "Acme")
    for day in range(2):
        judge(made, verdicts=verdict(made, step="divest"), by=cast.olga, at=at + timedelta(days=day))
    assert Entry.objects.filter(verb="judge_relationship").count() == 1
    assert Disclosure.objects.whole().get().relationships.first().judgement.at == at


def test_another_way_of_mitigating_is_described(meeting, cast, at):
    made = make_disclosure(meeting, cast.rita, at, "Acme")
    with pytest.raises(Refused):
        judge(made, verdicts=verdict(made, step="other"), by=cast.olga, at=at)
    assert standing(cast.rita, meeting) == "to judge"


def test_the_audit_counts_and_never_names_a_company(meeting, cast, at):
    made = state(meeting, person=cast.rita, ties=[Tie("Acme", "consultant")], by=cast.rita, at=at)
    judge(made, verdicts=verdict(made, step="divest"), by=cast.olga, at=at)
    entries = Entry.objects.filter(verb__in=["disclose", "judge_relationship"])
    assert len(entries) == 2
    assert not [each for each in entries if "Acme" in f"{each.detail}{each}"]


def test_only_who_has_not_stated_and_has_an_address_is_reminded(meeting, cast, at):
    make_disclosure(meeting, cast.raj, at)
    nameless = type(cast.raj).objects.create(given_name="Only", family_name="Named")
    told = remind(meeting, persons=[cast.rita, cast.raj, nameless], by=cast.olga, at=at)
    assert told == [cast.rita]
    assert [(each.to, "/disclosures/ash-2027/" in each.body) for each in Letter.objects.all()] == [(cast.rita, True)]


def test_only_staff_remind_and_set_what_is_asked(meeting, cast, at):
    with pytest.raises(Refused):
        remind(meeting, persons=[cast.rita], by=cast.chen, at=at)
    with pytest.raises(Refused):
        set_policy(meeting, asks_seats=False, by=cast.chen, at=at)


def test_who_is_asked_follows_what_the_meeting_asks(meeting, cast, at):
    assert [role.words for roles in asked(meeting, viewer=cast.olga).values() for role in roles] == ["Member"]
    assert [each.meeting for each in asked_of(cast.rita)] == [meeting]
    set_policy(meeting, asks_seats=False, by=cast.olga, at=at)
    assert (asked(meeting, viewer=cast.olga), asked_of(cast.rita)) == ({}, [])


@pytest.mark.parametrize("people", [1, 3])
def test_standings_are_asked_for_in_two_queries(meeting, cast, at, people, django_assert_num_queries):
    persons = [cast.rita, cast.raj, cast.chen][:people]
    for person in persons:
        make_judged(make_disclosure(meeting, person, at, "Acme", "Bolt"), cast.olga, at)
    with django_assert_num_queries(2):
        assert set(standing_of(persons, meeting).values()) == {"complete"}


@pytest.mark.parametrize(
    "wrong", [{"company": ""}, {"nature": "friend"}, {"company": "Acme", "nature": "consultant"}]
)
def test_the_database_refuses_what_no_statement_says(meeting, cast, at, wrong):
    made = make_disclosure(meeting, cast.rita, at, "Acme")
    with pytest.raises(IntegrityError), transaction.atomic():
        Relationship.objects.create(disclosure=made, **{"company": "Bolt", "nature": "speaker"} | wrong)


def test_waiting_without_asking_is_no_policy(meeting):
    policy = meeting.disclosure_policy
    policy.asks_seats, policy.seats_wait = False, True
    with pytest.raises(IntegrityError), transaction.atomic():
        policy.save()

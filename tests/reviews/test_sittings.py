"""A sitting from its call to its minutes: who may what, and what follows."""

import pytest

from letters.models import Letter
from people.refusal import Refused
from reviews.actions import arranging, convening, minuting, presiding, voting
from reviews.models import ActingChair, Conflict, Decision, Motion, Recusal, Vote
from reviews.sittings.agenda import agenda_of, best_order, members_of
from reviews.sittings.minutes import body_of, for_reader
from tests.factories.cast import make_person
from tests.factories.reviews import make_sitting
from tests.factories.workshops import make_seat


@pytest.fixture
def sitting(committee, cast, at):
    """Chen leads; he, Rita, Raj and Nia sit in the committee. Rita has a conflict with Nora's proposal."""
    make_seat(committee.world.committee, make_person("nia"))
    Conflict.objects.create(
        proposal=committee.other, person=cast.rita, reason="We share a grant", at=at, by=cast.rita
    )
    return make_sitting(committee.world.stage, at, committee.mine, committee.other)


@pytest.fixture
def under_way(sitting, cast, at):
    """Everybody but Nia is there."""
    presiding.open_sitting(sitting, by=cast.chen, at=at)
    for person in (cast.chen, cast.rita, cast.raj):
        presiding.come(sitting, person=person, by=cast.chen, at=at)
    sitting.refresh_from_db()
    return sitting


def item_on(sitting, proposal):
    found = sitting.items.get(proposal=proposal)
    found.sitting = sitting
    return found


def moved(item, cast, at, kind="accept", **more):
    return voting.move(item, kind=kind, mover=cast.chen, seconder=cast.raj, by=cast.chen, at=at, **more)


def carried(item, cast, at, ballot="open", **more):
    motion = voting.put(moved(item, cast, at, **more), ballot=ballot, by=cast.chen, at=at)
    voting.vote(motion, choice="yes", person=cast.chen, by=cast.chen, at=at)
    voting.vote(motion, choice="abstain", person=cast.raj, by=cast.raj, at=at)
    return voting.count(motion, by=cast.chen, at=at)


def refusal(action, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        action(*args, **kwargs)
    return str(refused.value)


def test_the_members_are_called_with_a_calendar_file_that_a_new_time_replaces(sitting, cast, at):
    convening.call_members(sitting, by=cast.chen, at=at)
    letters = Letter.objects.filter(kind="sitting.called")
    assert {letter.to_address for letter in letters} == {
        f"{who}@example.org" for who in ("chen", "rita", "raj", "nia")
    }
    first = letters.get(to=cast.rita).calendar
    assert "METHOD:REQUEST" in first
    assert "SEQUENCE:0" in first
    convening.edit_sitting(sitting, by=cast.chen, at=at, place="Lakeside room")
    convening.call_members(sitting, by=cast.chen, at=at)
    again = letters.filter(to=cast.rita).order_by("pk").last().calendar
    assert "SEQUENCE:1" in again
    assert [line for line in again.splitlines() if line.startswith("UID")] == [
        line for line in first.splitlines() if line.startswith("UID")
    ]
    convening.call_off(sitting, by=cast.chen, at=at)
    gone = Letter.objects.get(kind="sitting.called_off", to=cast.rita).calendar
    assert "METHOD:CANCEL" in gone
    assert "SEQUENCE:2" in gone
    assert not any(
        "Canary" in letter.body + letter.calendar for letter in Letter.objects.filter(kind__contains="sitting")
    )


def test_only_who_leads_the_committee_plans(sitting, cast, at):
    for person in (cast.rita, cast.stan):
        assert "Only the committee's chair" in refusal(arranging.add_item, sitting, title="x", by=person, at=at)


def test_the_order_brings_together_what_the_same_people_leave_for(sitting, committee, cast, at):
    conflict = {"reason": "Same hospital", "at": at, "by": cast.rita}
    arranging.add_item(sitting, title="Any other business", by=cast.chen, at=at)
    Conflict.objects.create(proposal=committee.mine, person=cast.rita, **conflict)
    arranging.move(sitting.items.get(title="Any other business"), step=-1, by=cast.chen, at=at)
    agenda = agenda_of(sitting, cast.chen, members_of(sitting))
    order = best_order(agenda)
    assert (agenda.moves, order.found, order.proven) == (4, 2, True)
    arranging.put_in_order(sitting, keys=order.keys, by=cast.chen, at=at)
    assert agenda_of(sitting, cast.chen, members_of(sitting)).moves == 2


def test_what_is_hidden_from_who_arranges_stays_at_its_place(sitting, committee, cast, at):
    Conflict.objects.create(proposal=committee.other, person=cast.chen, reason="Kin", at=at, by=cast.chen)
    arranging.add_item(sitting, title="Last", by=cast.chen, at=at)
    arranging.move(sitting.items.get(title="Last"), step=-1, by=cast.chen, at=at)
    assert [str(item) for item in sitting.items.all()] == ["Last", str(committee.other), str(committee.mine)]
    assert "no such item" in refusal(arranging.take_off, item_on(sitting, committee.other), by=cast.chen, at=at)


def test_who_is_recused_leaves_as_the_item_begins_and_returns_as_it_ends(under_way, committee, cast, at):
    from datetime import timedelta

    later = at + timedelta(minutes=20)
    presiding.begin(item_on(under_way, committee.other), by=cast.chen, at=at)
    assert refusal(presiding.come_back, under_way, person=cast.rita, by=cast.rita, at=at).startswith(
        "You are called back"
    )
    presiding.begin(item_on(under_way, committee.mine), by=cast.chen, at=later)
    row = Recusal.objects.get()
    assert (row.person, row.left_at, row.returned_at) == (cast.rita, at, later)


def test_who_stands_in_for_the_chair_leads_the_item(under_way, committee, cast, at):
    item = item_on(under_way, committee.other)
    assert "Only who leads" in refusal(presiding.begin, item, by=cast.raj, at=at)
    ActingChair.objects.create(stage=under_way.stage, proposal=committee.other, person=cast.raj, by=cast.olga, at=at)
    presiding.begin(item, by=cast.raj, at=at)
    presiding.end(item, by=cast.raj, at=at)
    assert item_on(under_way, committee.other).state == "done"
    assert "Only who leads" in refusal(presiding.begin, item_on(under_way, committee.mine), by=cast.raj, at=at)


def test_who_comes_late_to_what_is_not_for_her_is_out_at_once(under_way, committee, cast, at):
    presiding.go(under_way, person=cast.rita, by=cast.rita, at=at)
    presiding.begin(item_on(under_way, committee.other), by=cast.chen, at=at)
    assert not Recusal.objects.exists()
    presiding.come(under_way, person=cast.rita, by=cast.rita, at=at)
    assert Recusal.objects.get().person == cast.rita


def test_the_quorum_is_of_those_who_are_not_recused(under_way, committee, cast, at):
    """Of Chen, Raj and Nia two have to be there."""
    presiding.begin(item_on(under_way, committee.other), by=cast.chen, at=at)
    motion = moved(item_on(under_way, committee.other), cast, at)
    presiding.go(under_way, person=cast.raj, by=cast.raj, at=at)
    assert "1 of the 3 members who are not recused is here; 2 have to be." in refusal(
        voting.put, motion, ballot="open", by=cast.chen, at=at
    )
    presiding.come(under_way, person=cast.raj, by=cast.raj, at=at)
    assert voting.put(motion, ballot="open", by=cast.chen, at=at).state == "put"


def test_a_recused_member_neither_moves_nor_votes(under_way, committee, cast, at):
    item = presiding.begin(item_on(under_way, committee.other), by=cast.chen, at=at)
    motion = voting.put(moved(item, cast, at), ballot="open", by=cast.chen, at=at)
    vote = {"choice": "yes", "person": cast.rita, "at": at}
    assert "out of the room" in refusal(voting.vote, motion, by=cast.rita, **vote)
    assert "recused" in refusal(voting.vote, motion, by=cast.chen, **vote)
    assert "out of the room" in refusal(voting.move, item, kind="decline", mover=cast.rita, by=cast.rita, at=at)


def test_a_motion_needs_another_to_second_it(under_way, committee, cast, at):
    item = presiding.begin(item_on(under_way, committee.mine), by=cast.chen, at=at)
    motion = voting.move(item, kind="accept", mover=cast.rita, by=cast.rita, at=at)
    assert "somebody else" in refusal(voting.second, motion, seconder=cast.rita, by=cast.rita, at=at)
    assert "Nobody has seconded" in refusal(voting.put, motion, ballot="open", by=cast.chen, at=at)
    voting.second(motion, seconder=cast.raj, by=cast.raj, at=at)
    assert voting.put(motion, ballot="open", by=cast.chen, at=at).ballot == "open"


@pytest.mark.parametrize(("ballot", "kept"), [("open", {"yes", "abstain"}), ("closed", {""})])
def test_a_closed_ballot_keeps_no_choice_and_lets_nobody_vote_twice(under_way, committee, cast, at, ballot, kept):
    from audit.models import Entry

    item = presiding.begin(item_on(under_way, committee.mine), by=cast.chen, at=at)
    motion = voting.put(moved(item, cast, at), ballot=ballot, by=cast.chen, at=at)
    voting.vote(motion, choice="yes", person=cast.chen, by=cast.chen, at=at)
    assert "You have voted." in refusal(voting.vote, motion, choice="no", person=cast.chen, by=cast.chen, at=at)
    voting.vote(motion, choice="abstain", person=cast.raj, by=cast.raj, at=at)
    counted = voting.count(motion, by=cast.chen, at=at)
    assert (counted.yes, counted.no, counted.abstain, counted.carried) == (1, 0, 1, True)
    assert set(Vote.objects.values_list("choice", flat=True)) == kept
    told = {entry.detail.get("choice", "") for entry in Entry.objects.filter(verb="vote")}
    assert told == kept


@pytest.mark.parametrize(
    ("majority", "votes", "carries"),
    [
        ("simple", (3, 2, 4), True),
        ("simple", (2, 2, 0), False),
        ("present", (5, 1, 3), True),
        ("present", (4, 0, 4), False),
        ("two_thirds", (4, 2, 3), True),
        ("two_thirds", (3, 2, 0), False),
        ("two_thirds", (0, 0, 5), False),
    ],
)
def test_what_carries_a_motion(majority, votes, carries):
    yes, no, abstain = votes
    motion = Motion(yes=yes, no=no, abstain=abstain, in_room=sum(votes))
    assert voting.carries(motion, majority) is carries


def test_a_carried_motion_becomes_the_decision_of_the_stage(under_way, committee, cast, at):
    item = presiding.begin(item_on(under_way, committee.mine), by=cast.chen, at=at)
    motion = carried(item, cast, at)
    assert "may approve" in refusal(voting.adopt, motion, by=cast.olga, at=at)
    voting.adopt(motion, by=cast.chen, at=at)
    decision = Decision.objects.get()
    assert (decision.outcome, decision.proposal, decision.by) == ("accept", committee.mine, cast.chen)
    assert decision.to_committee == "Spring sitting, 1 yes, 0 no, 1 abstained."


def test_minutes_leave_out_for_who_was_recused_and_stand_once_approved(under_way, committee, cast, at):
    item = presiding.begin(item_on(under_way, committee.other), by=cast.chen, at=at)
    carried(item, cast, at)
    presiding.note(under_way, item=item, text="A canary note", by=cast.chen, at=at)
    presiding.end(item, by=cast.chen, at=at)
    presiding.close_sitting(under_way, by=cast.chen, at=at)
    whole = body_of(under_way)
    assert [len(each["items"]) for each in (whole, for_reader(whole, cast.chen))] == [2, 2]
    assert whole["absent"] == ["Nia Person"]
    assert whole["items"][1]["recusals"][0]["name"] == "Rita Romano"
    assert whole["items"][1]["motions"][0]["votes"] == [["Chen Wei", "yes"], ["Raj Rao", "abstain"]]
    hers = for_reader(whole, cast.rita)
    assert [each["title"] for each in hers["items"]] == [str(committee.mine)]
    minutes = minuting.approve_minutes(under_way, by=cast.chen, at=at)
    committee.other.title = "Another title"
    committee.other.save()
    assert minutes.body["items"][1]["title"] == "Canary other of Nora"
    under_way.refresh_from_db()
    assert "approved" in refusal(presiding.note, under_way, text="Late", by=cast.chen, at=at)
    Conflict.objects.filter(person=cast.rita).delete()
    assert len(for_reader(minutes.body, cast.rita)["items"]) == 1

"""Deciding is not telling; and telling is one moment: the letter goes and the proposal moves, or neither."""

import pytest
from django.db import transaction

from letters import actions as outbox
from letters.models import Letter, LetterState, LetterTemplate
from people.refusal import Refused
from proposals.actions import verbs
from proposals.models import Proposal
from reviews.actions import deciding, known, telling
from reviews.models import Decision
from tests.factories.reviews import make_review
from tests.reviews.conftest import seen


@pytest.fixture
def stage(committee):
    return committee.world.stage


@pytest.fixture
def decided(committee, cast, stage, at):
    """Paula's is accepted and Nora's declined; nothing is written yet."""
    words = {"to_proposer": "Canary words for the letter", "to_committee": "Canary note for the committees"}
    deciding.decide(stage, proposal=committee.mine, outcome="accept", **words, by=cast.chen, at=at)
    deciding.decide(stage, proposal=committee.other, outcome="decline", by=cast.chen, at=at)
    return committee


@pytest.fixture
def written(decided, cast, stage, at):
    assert telling.write_letters(stage, by=cast.olga, at=at) == (2, [])
    return decided


def states(committee) -> tuple[str, str]:
    return tuple(Proposal.objects.get(pk=each.pk).state for each in (committee.mine, committee.other))


def letter_of(proposal) -> Letter:
    return Decision.objects.get(proposal=proposal).letter


# --- before


CHANNELS = ["/proposals/", "/proposals/{code}/", "/proposals/{code}/history/", "/", "/{meeting}/"]
"""What a proposer can open."""


def channels(client, committee) -> dict[str, str]:
    where = {"code": committee.mine.code, "meeting": committee.world.meeting.slug}
    found = {}
    for channel in CHANNELS:
        answer = client.get(channel.format(**where))
        assert answer.status_code == 200, channel
        found[channel] = seen(answer)
    return found


@pytest.mark.parametrize("outcome", ["accept", "waitlist", "decline"])
def test_no_page_of_the_proposer_differs_before_the_release(committee, cast, stage, sign_in, at, outcome):
    client = sign_in(cast.paula)
    channels(client, committee)
    undecided = channels(client, committee)
    words = {"to_proposer": "Canary words", "to_committee": "Canary note"}
    deciding.decide(stage, proposal=committee.mine, outcome=outcome, **words, by=cast.chen, at=at)
    assert channels(client, committee) == undecided
    telling.write_letters(stage, by=cast.olga, at=at)
    assert channels(client, committee) == undecided
    letter = letter_of(committee.mine)
    for address in (f"/letters/{letter.pk}/", committee.path("letters/"), committee.path("ranking/")):
        assert client.get(address).status_code == 404
    telling.release(stage, decisions=[Decision.objects.get().pk], by=cast.chen, at=at)
    assert channels(client, committee) != undecided


def test_no_reviewer_is_named_to_a_proposer_before_or_after(committee, cast, stage, sign_in, at):
    make_review(committee.world.rajs, at, 4, 4, to_proposer="Canary comment", to_committee="Canary secret")
    client = sign_in(cast.paula)
    text = " ".join(channels(client, committee).values())
    assert not any(word in text for word in ("Rao", "Romano", "Canary comment", "Canary secret"))
    deciding.decide(stage, proposal=committee.mine, outcome="accept", by=cast.chen, at=at)
    telling.write_letters(stage, by=cast.olga, at=at)
    telling.release(stage, decisions=[Decision.objects.get().pk], by=cast.olga, at=at)
    text = " ".join([*channels(client, committee).values(), letter_of(committee.mine).body])
    assert "Canary comment" in text
    assert not any(word in text for word in ("Rao", "Romano", "Canary secret"))


def test_staff_who_propose_find_no_decision_on_it_in_the_outbox(written, cast, stage, sign_in, at):
    written.mine.proposer = cast.olga
    written.mine.save()
    letter = letter_of(written.mine)
    client = sign_in(cast.olga)
    page = seen(client.get("/letters/"))
    assert "Nora" in page
    assert "Canary in review by Paula" not in page
    for address in (f"/letters/{letter.pk}/", f"/letters/{letter.pk}/sheet/"):
        assert client.get(address).status_code == 404
    batch = client.get("/letters/release/", {"batch": telling.batch_of(stage)})
    assert "Canary in review by Paula" not in seen(batch)


# --- the letters


def test_letters_are_held_and_say_what_was_decided(written, cast):
    letter = letter_of(written.mine)
    assert (letter.state, letter.to, letter.subject) == (
        LetterState.HELD,
        cast.paula,
        "“Canary in review by Paula” is accepted for Annual Meeting 2027",
    )
    assert "Canary words for the letter" in letter.body
    assert "Canary note" not in letter.body
    declined = letter_of(written.other)
    assert "Canary comment of Raj" in declined.body
    assert "Rao" not in declined.body
    assert "Canary note of Raj" not in declined.body


def test_writing_again_writes_only_what_is_missing(written, cast, stage, at):
    outbox.discard(Letter.objects.filter(pk=letter_of(written.mine).pk), by=cast.olga, at=at)
    assert telling.write_letters(stage, by=cast.olga, at=at) == (1, [])
    held = Letter.objects.held().filter(batch=telling.batch_of(stage))
    assert {letter_of(each) for each in (written.mine, written.other)} == set(held)


def test_a_changed_decision_discards_its_letter(written, cast, stage, at):
    before = letter_of(written.mine)
    deciding.decide(stage, proposal=written.mine, outcome="decline", by=cast.chen, at=at)
    before.refresh_from_db()
    assert (before.state, letter_of(written.mine)) == (LetterState.DISCARDED, None)
    outbox.put_back(Letter.objects.filter(pk=before.pk), by=cast.olga, at=at)
    with pytest.raises(Refused, match="was changed after this letter"):
        outbox.release(Letter.objects.filter(pk=before.pk), by=cast.olga, at=at)
    assert states(written) == ("in_review", "in_review")


def test_a_note_to_the_committees_leaves_the_letter_alone(written, cast, stage, at):
    words = {"outcome": "accept", "to_proposer": "Canary words for the letter", "to_committee": "More"}
    deciding.decide(stage, proposal=written.mine, **words, by=cast.chen, at=at)
    assert letter_of(written.mine).state == LetterState.HELD


def test_one_letter_is_reworded_while_it_is_held(written, cast, stage, sign_in, at):
    client = sign_in(cast.chen)
    decision = Decision.objects.get(proposal=written.mine)
    address = written.path(f"letters/{decision.pk}/")
    client.post(address, {"subject": "Good news", "body": "Dear Paula, *come*."})
    page = seen(client.get(address))
    assert "<em>come</em>" in page
    telling.release(stage, decisions=[decision.pk], by=cast.chen, at=at)
    assert client.post(address, {"subject": "Bad news", "body": "No"}).status_code == 403
    assert letter_of(written.mine).subject == "Good news"


def test_a_template_with_an_unknown_placeholder_writes_nothing_and_says_why(decided, cast, stage, sign_in):
    letter_set = decided.world.meeting.letter_set
    LetterTemplate.objects.create(letter_set=letter_set, kind="decision.accepted", subject="{{score}}", body="x")
    page = seen(sign_in(cast.olga).post(decided.path("letters/write/"), follow=True))
    assert "1 letter is written and held" in page
    assert "{{score}}, which is not known" in page
    assert Decision.objects.get(proposal=decided.mine).letter is None


def test_a_proposer_without_an_address_is_named(decided, cast, stage, at):
    cast.paula.email = ""
    cast.paula.save()
    written, faults = telling.write_letters(stage, by=cast.olga, at=at)
    assert (written, len(faults)) == (1, 1)
    assert "no e-mail address of Paula" in faults[0]


# --- the moment


def test_releasing_moves_queues_and_stamps_together(written, cast, sign_in):
    page = seen(sign_in(cast.chen).get(written.path("letters/release/")))
    assert "Release 2 letters?" in page
    assert states(written) == ("in_review", "in_review")
    sign_in(cast.chen).post(written.path("letters/release/"))
    assert states(written) == ("accepted", "declined")
    assert [row.released_at is not None for row in Decision.objects.all()] == [True, True]
    assert {letter_of(each).state for each in (written.mine, written.other)} == {LetterState.QUEUED}


def test_only_the_ticked_ones_go(written, cast, sign_in):
    decision = Decision.objects.get(proposal=written.other)
    sign_in(cast.olga).post(written.path("letters/release/"), {"decision": [decision.pk]})
    assert states(written) == ("in_review", "declined")
    assert letter_of(written.mine).state == LetterState.HELD


def test_the_outbox_moves_the_proposal_too(written, cast, at):
    outbox.release(Letter.objects.filter(pk=letter_of(written.mine).pk), by=cast.olga, at=at)
    assert states(written) == ("accepted", "in_review")


def test_nobody_else_releases_through_the_outbox(written, cast, at):
    for person in (cast.rita, cast.paula):
        with pytest.raises(Refused):
            outbox.release(Letter.objects.filter(pk=letter_of(written.mine).pk), by=person, at=at)
    assert states(written) == ("in_review", "in_review")


def test_one_that_cannot_move_keeps_all_back(written, cast, stage, at):
    verbs.withdraw(written.other, by=written.other.proposer, at=at)
    keys = [decision.pk for decision in Decision.objects.all()]
    with pytest.raises(Refused, match="Nothing was released"):
        telling.release(stage, decisions=keys, by=cast.olga, at=at)
    assert states(written) == ("in_review", "withdrawn")
    assert letter_of(written.mine).state == LetterState.HELD
    assert not Decision.objects.filter(released_at__isnull=False).exists()


def test_a_fault_half_way_rolls_everything_back(written, cast, stage, at, monkeypatch):
    moves, calls = dict(known.MOVES), []

    def fail_second(decision, by, at):
        calls.append(decision)
        if len(calls) == 2:
            raise RuntimeError("the power went out")
        return moves[decision.outcome](decision, by, at)

    monkeypatch.setattr(known, "MOVES", dict.fromkeys(moves, fail_second))
    keys = [decision.pk for decision in Decision.objects.all()]
    with pytest.raises(RuntimeError), transaction.atomic():
        telling.release(stage, decisions=keys, by=cast.olga, at=at)
    assert len(calls) == 2
    assert states(written) == ("in_review", "in_review")
    assert {letter_of(each).state for each in (written.mine, written.other)} == {LetterState.HELD}


def test_a_letter_discarded_in_between_keeps_the_rest_held(written, cast, stage, at):
    keys = [decision.pk for decision in Decision.objects.all()]
    outbox.discard(Letter.objects.filter(pk=letter_of(written.mine).pk), by=cast.olga, at=at)
    with pytest.raises(Refused, match="no longer held"):
        telling.release(stage, decisions=keys, by=cast.olga, at=at)
    assert states(written) == ("in_review", "in_review")


def test_a_second_release_does_nothing_twice(written, cast, stage, at):
    keys = [decision.pk for decision in Decision.objects.all()]
    assert telling.release(stage, decisions=keys, by=cast.olga, at=at) == 2
    with pytest.raises(Refused):
        telling.release(stage, decisions=keys, by=cast.olga, at=at)


def test_a_place_that_becomes_free_is_given_from_the_waiting_list(committee, cast, stage, at):
    for outcome in ("waitlist", "accept"):
        deciding.decide(stage, proposal=committee.mine, outcome=outcome, by=cast.chen, at=at)
        telling.write_letters(stage, by=cast.olga, at=at)
        latest = Decision.objects.unreleased().get()
        telling.release(stage, decisions=[latest.pk], by=cast.olga, at=at)
    assert states(committee)[0] == "accepted"
    assert [row.outcome for row in Decision.objects.all()] == ["waitlist", "accept"]


def test_a_released_decision_stands(written, cast, stage, at):
    telling.release(stage, decisions=[Decision.objects.get(proposal=written.mine).pk], by=cast.olga, at=at)
    for act in (deciding.undecide, lambda *a, **k: deciding.decide(*a, outcome="decline", **k)):
        with pytest.raises(Refused, match="accepted"):
            act(stage, proposal=written.mine, by=cast.chen, at=at)

"""Several letters of a kind: the first whose condition holds, with the reason, for whom, and in which order."""

import pytest
from django.urls import reverse

from audit.models import Entry
from letters import wording
from letters.kinds import KINDS
from letters.models import Letter, LetterSet, LetterTemplate
from people.refusal import Refused
from proposals.actions import verbs
from reviews.actions import deciding, telling
from reviews.models import Decision
from tests.factories.proposals import make_proposal
from tests.reviews.conftest import seen

KIND = "decision.declined"


@pytest.fixture
def stage(committee):
    return committee.world.stage


@pytest.fixture
def letter_set(committee, stage):
    meeting = committee.world.meeting
    meeting.letter_set = meeting.letter_set or LetterSet.objects.create(name="Letters")
    meeting.save()
    return meeting.letter_set


@pytest.fixture
def under(letter_set, cast, at):
    def written(name, **when):
        words = {"subject": f"{name}: {{{{title}}}}", "body": "Dear {{proposer}}, no."}
        return wording.write_under(letter_set, KINDS[KIND], name=name, when=when, **words, by=cast.olga, at=at)

    return written


@pytest.fixture
def declined(committee, cast, stage, at):
    """Paula's without a word, Nora's with words."""
    deciding.decide(stage, proposal=committee.mine, outcome="decline", by=cast.chen, at=at)
    deciding.decide(
        stage, proposal=committee.other, outcome="decline", to_proposer="Do ask again.", by=cast.chen, at=at
    )
    return committee


def letter_of(proposal):
    return Decision.objects.filter(proposal=proposal).last().letter


def address(name, letter_set, **more):
    return reverse(name, kwargs={"set": letter_set.pk, "kind": KIND, **more})


def test_the_first_that_fits_is_used_and_says_why(declined, under, cast, stage, at):
    under("With words", words=["yes"])
    under("All of this format", format=[declined.world.format.slug])
    telling.write_letters(stage, by=cast.olga, at=at)
    other, mine = letter_of(declined.other), letter_of(declined.mine)
    assert (other.template, other.because) == ("With words", "the committee wrote words")
    assert other.subject.startswith("With words: ")
    assert mine.template == "All of this format"
    assert mine.because == f"the format is {declined.world.format.name}"


def test_all_answers_of_a_condition_hold_or_the_letter_for_all_others_is_used(declined, under, cast, stage, at):
    under("Both", words=["yes"], region=["Africa", "Asia"])
    telling.write_letters(stage, by=cast.olga, at=at)
    letter = letter_of(declined.other)
    assert (letter.template, letter.because) == ("", "none of the conditions before it holds")
    assert letter.subject.startswith("Your proposal “")


def test_who_waited_before_gets_the_letter_for_those_who_waited(committee, under, cast, stage, at):
    under("After the waiting list", waited=["yes"])
    deciding.decide(stage, proposal=committee.mine, outcome="waitlist", by=cast.chen, at=at)
    telling.write_letters(stage, by=cast.olga, at=at)
    telling.release(stage, decisions=[Decision.objects.get().pk], by=cast.chen, at=at)
    deciding.decide(stage, proposal=committee.mine, outcome="decline", by=cast.chen, at=at)
    deciding.decide(stage, proposal=committee.other, outcome="decline", by=cast.chen, at=at)
    telling.write_letters(stage, by=cast.olga, at=at)
    assert letter_of(committee.mine).because == "it was on the waiting list"
    assert letter_of(committee.other).template == ""


def test_other_letters_about_a_proposal_have_conditions_too(world, cast, at):
    kind = KINDS["proposals.withdrawn"]
    letter_set = world.meeting.letter_set
    words = {"subject": "Adieu", "body": "Adieu."}
    condition = {"name": "Workshops", "when": {"format": [world.format.slug], "co_chairs": ["no"]}}
    wording.write_under(letter_set, kind, **condition, **words, by=cast.olga, at=at)
    verbs.withdraw(world.in_review, by=cast.paula, at=at)
    letter = Letter.objects.get(kind="proposals.withdrawn")
    assert (letter.subject, letter.template) == ("Adieu", "Workshops")
    assert letter.because == f"the format is {world.format.name}, and it has no co-chair"


def test_the_page_says_whom_each_would_be_sent_to_and_shows_one(declined, under, letter_set, cast, stage, sign_in):
    under("With words", words=["yes"])
    client = sign_in(cast.olga)
    page = " ".join(seen(client.get(address("letter_choices", letter_set))).split())
    assert "When the committee wrote words." in page
    assert page.count("Of the letters still to be sent 1:") == 2
    key = Decision.objects.get(proposal=declined.other).pk
    page = " ".join(seen(client.get(f"{address('letter_choices', letter_set)}?for={key}")).split())
    assert "uses “With words”, because the committee wrote words." in page
    frame = client.get(f"{address('letter_template_preview', letter_set)}?for={key}").content.decode()
    assert f"Dear {declined.other.proposer.name}, no." in frame
    assert "1 for some only" in seen(client.get(reverse("letter_template_list", args=[letter_set.pk])))
    found = seen(client.get(f"{address('letter_choices', letter_set)}?q=nobody"))
    assert "Nobody is found by these words." in found


def test_the_page_tells_staff_nothing_of_a_proposal_in_which_they_have_a_conflict(
    declined, letter_set, cast, sign_in
):
    declined.other.proposer = cast.olga
    declined.other.save()
    page = seen(sign_in(cast.olga).get(address("letter_choices", letter_set)))
    assert "Of the letters still to be sent 1:" in page
    assert declined.other.title not in page
    frame = f"{address('letter_template_preview', letter_set)}?for={Decision.objects.get(proposal=declined.other).pk}"
    assert "Do ask again" not in seen(sign_in(cast.olga).get(frame))


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_for_one_and_three(
    number, committee, under, letter_set, cast, stage, at, sign_in, django_assert_num_queries
):
    for place in range(number):
        under(f"Letter {place}", words=["yes"], topic=["a", "b"])
        each = make_proposal(committee.world.format, cast.paula, at, "in_review", title=f"Title {place}")
        deciding.decide(stage, proposal=each, outcome="decline", to_proposer="So.", by=cast.chen, at=at)
    client = sign_in(cast.olga)
    client.get(address("letter_choices", letter_set))
    with django_assert_num_queries(15):
        page = seen(client.get(address("letter_choices", letter_set)))
    assert page.count("When a topic is a or b") + page.count("and a topic is a or b") == number


def test_a_letter_for_some_is_added_with_ticks_moved_and_removed(letter_set, cast, sign_in):
    client = sign_in(cast.olga)
    typed = {"name": "First-time chairs", "subject": "No, {{title}}", "body": "Words.", "first_time": ["yes"]}
    page = client.post(address("letter_condition_add", letter_set), {**typed, "first_time": []})
    assert page.status_code == 422
    assert "Tick at least one answer" in page.content.decode()
    client.post(address("letter_condition_add", letter_set), typed)
    again = client.post(address("letter_condition_add", letter_set), typed).content.decode()
    assert "There is a letter called “First-time chairs” already." in again
    client.post(address("letter_condition_add", letter_set), {**typed, "name": "Others", "waited": ["yes", "no"]})
    first, second = letter_set.templates.filter(kind=KIND)
    assert (first.name, first.when, second.name) == ("First-time chairs", {"first_time": ["yes"]}, "Others")
    client.post(address("letter_condition_move", letter_set, template=second.pk), {"way": "up"})
    assert [each.name for each in letter_set.templates.filter(kind=KIND)] == ["Others", "First-time chairs"]
    client.post(address("letter_condition_edit", letter_set, template=first.pk), {**typed, "waited": ["no"]})
    first.refresh_from_db()
    assert first.when == {"first_time": ["yes"], "waited": ["no"]}
    assert "Remove “Others”?" in seen(client.get(address("letter_condition_remove", letter_set, template=second.pk)))
    client.post(address("letter_condition_remove", letter_set, template=second.pk))
    assert [each.name for each in letter_set.templates.filter(kind=KIND)] == ["First-time chairs"]
    assert Entry.objects.about(letter_set).first().detail["name"] == "Others"


def test_the_letter_for_all_others_comes_last_whenever_it_was_written(letter_set, under, cast, at):
    wording.write(letter_set, KINDS[KIND], subject="All", body="All.", by=cast.olga, at=at)
    under("Some", words=["yes"])
    assert [each.name for each in letter_set.templates.filter(kind=KIND)] == ["Some", ""]
    with pytest.raises(Refused, match="comes last"):
        wording.move(LetterTemplate.objects.get(name=""), up=True, by=cast.olga, at=at)


@pytest.mark.parametrize(
    ("when", "why"),
    [({"moon": ["full"]}, "Nothing called “moon”"), ({}, "needs a name"), ({"words": "yes"}, "have to be texts")],
)
def test_a_condition_asks_only_what_is_known(under, when, why):
    with pytest.raises(Refused, match=why):
        under("Some", **when)


def test_only_staff_write_letters_under_conditions(letter_set, cast, at):
    words = {"name": "Some", "when": {"words": ["yes"]}, "subject": "s", "body": "b"}
    with pytest.raises(Refused, match="Only program staff"):
        wording.write_under(letter_set, KINDS[KIND], **words, by=cast.chen, at=at)

"""Where a reader declined or is late, somebody steps in: soon, by a date of her own, and nobody who should not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from letters.models import Letter
from people.refusal import Refused
from reviews.actions.planning import apply_plan
from reviews.actions.reading import decline
from reviews.actions.reminding import remind_readers
from reviews.actions.urging import urge
from reviews.expertise import matrix
from reviews.models import Assignment, Bid, Conflict, PlannedReader, ReaderPlan
from reviews.planning.question import question_of, standing
from reviews.urgent.free import free_for
from reviews.urgent.offers import urgent_offers
from tests.factories.cast import make_person
from tests.factories.reviews import make_stage
from tests.factories.workshops import make_committee, make_seat
from tests.reviews.conftest import seen

DAY = timedelta(days=1)


@pytest.fixture
def let_down(committee, cast, at):
    """Rita declined Nora's proposal. Mina is a member; Gita reviews in another committee of the meeting."""
    decline(committee.ritas, reason="Not my field", because="subject", by=cast.rita, at=at)
    committee.mina, committee.gita = make_person("mina"), make_person("gita")
    make_seat(committee.world.committee, committee.mina)
    elsewhere = make_committee(committee.world.meeting, slug="elsewhere", name="Program committee")
    make_seat(elsewhere, committee.gita)
    return committee


@pytest.fixture
def ask(let_down, cast, at):
    def urged(person, days=4, **more):
        facts = {"proposal": let_down.other, "due_at": at + days * DAY, "words": "Rita cannot", "by": cast.chen}
        return urge(let_down.world.stage, reviewer=person, at=at, **facts | more)

    return urged


def names(committee, viewer, at) -> list[str]:
    return [one.person.given_name for one in free_for(committee.world.stage, committee.other, viewer, at)]


def test_who_can_be_asked_are_members_first_and_nobody_asked_before(let_down, cast, at):
    assert names(let_down, cast.chen, at) == ["Mina", "Chen", "Gita"]
    Bid.objects.create(person=let_down.mina, proposal=let_down.other, can_judge=False, at=at)
    Conflict.objects.create(proposal=let_down.other, person=let_down.gita, reason="A grant", at=at)
    assert names(let_down, cast.chen, at) == ["Chen"]


def test_the_page_asks_her_by_a_letter_and_it_stands_first_marked_urgent(let_down, cast, sign_in):
    stage = let_down.world.stage
    stage.reviews_due_at = timezone.now() + DAY
    stage.save()
    chen, address = sign_in(cast.chen), let_down.path(f"assign/{let_down.other.code}/urgent/")
    assert address in seen(chen.get(let_down.path(f"assign/{let_down.other.code}/")))
    assert address in seen(chen.get(let_down.path(f"proposals/{let_down.other.code}/")))
    page = seen(chen.get(address))
    assert "Program committee, sees only this proposal" in page
    wrong = chen.post(address, {"due_at_day": "2099-01-02", "due_at_clock": "12:00", "words": "Rita cannot"})
    assert "Choose somebody." in seen(wrong)
    sent = {"reader": let_down.gita.pk, "due_at_day": "2099-01-02", "due_at_clock": "12:00", "words": "Rita cannot"}
    assert "A letter asks Gita Person" in seen(chen.post(address, sent, follow=True))
    [letter] = Letter.objects.filter(kind="reviews.urgent")
    assert letter.to == let_down.gita
    assert "Rita cannot" in letter.body
    assert "2 January 2099" in letter.body
    gita = sign_in(let_down.gita)
    desk = seen(gita.get(f"/{let_down.world.meeting.slug}/reviews/"))
    assert "Urgent" in desk
    assert "2 January 2099" in desk
    assert "Canary other of Nora" in desk
    assert let_down.mine.title not in desk
    [made] = Assignment.objects.filter(reviewer=let_down.gita)
    assert "Canary other of Nora" in seen(gita.get(f"/{let_down.world.meeting.slug}/reviews/{made.pk}/"))
    assert gita.get(let_down.path("ranking/")).status_code == 404
    assert gita.get(let_down.path(f"proposals/{let_down.mine.code}/")).status_code == 404


def test_it_is_asked_only_where_somebody_is_missing(let_down, ask, cast, at):
    stage = let_down.world.stage
    stage.readers_wanted = 2
    stage.save()
    with pytest.raises(Refused, match="No reader of this proposal declined"):
        ask(let_down.mina, proposal=let_down.mine)
    Assignment.objects.filter(proposal=let_down.mine, reviewer=cast.raj).delete()
    assert urgent_offers(stage, let_down.mine, at)
    let_down.world.stage.reviews_due_at = at - DAY
    let_down.world.stage.save()
    assert ask(let_down.mina, proposal=let_down.mine).due == at + 4 * DAY


@pytest.mark.parametrize("who", ["rita", "raj", "stan"])
def test_nobody_is_asked_who_was_asked_before_or_has_no_seat(ask, cast, who):
    with pytest.raises(Refused, match="cannot be asked now"):
        ask(getattr(cast, who))


def test_a_chair_in_conflict_asks_nobody(let_down, ask, cast, at):
    Conflict.objects.create(proposal=let_down.other, person=cast.chen, reason="Sisters", at=at)
    with pytest.raises(Refused, match="no such proposal"):
        ask(let_down.mina)


def test_she_is_reminded_by_her_own_date_and_not_by_the_stages(let_down, ask, at):
    let_down.world.stage.reviews_due_at = at + DAY
    let_down.world.stage.save()
    ask(let_down.gita)

    def told():
        return list(Letter.objects.filter(to=let_down.gita).order_by("pk").values_list("kind", flat=True))

    remind_readers(at + 2 * DAY)
    assert told() == ["reviews.urgent"]
    for _ in range(2):
        remind_readers(at + 3 * DAY)
        remind_readers(at + 5 * DAY)
    assert told() == ["reviews.urgent", "reviews.due_soon", "reviews.late"]


def test_a_plan_leaves_her_where_she_is_and_counts_her(let_down, ask, cast, at):
    asked = ask(let_down.gita)
    plan = ReaderPlan(stage=let_down.world.stage, by=cast.chen, at=at, readers=3, fewest=0, most=9, solved_at=at)
    question = question_of(plan)
    assert question.problem.demand[question.proposals.index(let_down.other.pk)] == 2
    plan.save()
    kept = {"proposal": let_down.other, "person": cast.raj, "score": 0.5}
    PlannedReader.objects.create(plan=plan, **kept)
    apply_plan(plan, by=cast.chen, at=at)
    assert Assignment.objects.filter(pk=asked.pk).exists()


def test_who_declined_for_the_subject_is_known_not_to_judge_it_and_is_never_planned_for_it(let_down, cast, at):
    assert matrix(let_down.world.stage, cast.chen).says(let_down.other.pk, cast.rita.pk) is False
    later = make_stage(let_down.world.call, let_down.world.committee, at, name="Second reading", order=2)
    declined = standing(later, [let_down.other.pk], {cast.rita.pk})[2]
    assert declined == {(let_down.other.pk, cast.rita.pk)}
    Assignment.objects.filter(pk=let_down.ritas.pk).update(declined_because="time")
    assert standing(later, [let_down.other.pk], {cast.rita.pk})[2] == set()

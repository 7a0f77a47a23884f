"""Plans for readers: looked for in the background, seen with reasons, adjusted, applied, undone."""

import pytest
from django.test import Client

from jobs.models import Job, JobState
from jobs.running import run
from people.models import Publication
from people.refusal import Refused
from reviews.actions import planning
from reviews.engine.assignment import solve
from reviews.models import Assignment, Conflict, KeptApart, ReaderPlan, ReadingLoad
from reviews.planning.question import question_of, unpacked
from reviews.planning.running import SECONDS
from tests.factories.cast import make_person
from tests.factories.proposals import make_proposal
from tests.factories.reviews import make_assignment
from tests.factories.workshops import make_seat
from tests.reviews.conftest import seen


@pytest.fixture
def mina(committee, at):
    """A third member; she writes about what `fresh` is about."""
    person = make_person("mina", affiliation="Harbour Institute")
    make_seat(committee.world.committee, person)
    Publication.objects.create(person=person, title="Thrombin and factor VIII", added_at=at, saved_at=at)
    return person


@pytest.fixture
def fresh(committee, cast, at):
    """Nobody reads it yet."""
    words = {"title": "Canary thrombin of Felix", "summary": "Factor VIII and thrombin."}
    return make_proposal(committee.world.format, cast.felix, at, "in_review", **words)


@pytest.fixture
def plan_for(committee, cast, at):
    """A plan that was looked for; `by` is Chen unless another is named."""

    def made(by=None, **options) -> ReaderPlan:
        asked = {"readers": 1, "most": 9} | options
        plan = planning.ask_plan(committee.world.stage, by=by or cast.chen, at=at, **asked)
        run(plan.job.pk)
        assert Job.objects.get(pk=plan.job.pk).state == JobState.DONE, Job.objects.get(pk=plan.job.pk).fault
        return ReaderPlan.objects.get(pk=plan.pk)

    return made


def test_only_who_leads_a_stage_finds_its_plans(plan_for, fresh, committee, cast, sign_in):
    plan = plan_for()
    assert list(ReaderPlan.objects.visible_to(cast.chen)) == [plan]
    assert not ReaderPlan.objects.visible_to(cast.raj).exists()
    assert sign_in(cast.raj).get(committee.path(f"plans/{plan.pk}/")).status_code in (403, 404)


def pairs(plan) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in plan.pairs.select_related("proposal", "person").order_by("person__given_name"):
        found.setdefault(row.proposal.title.split()[-1], []).append(row.person.given_name)
    return found


def readers(proposal) -> list[str]:
    rows = Assignment.objects.filter(proposal=proposal, declined_at=None)
    return sorted(rows.values_list("reviewer__given_name", flat=True))


def test_it_chooses_whose_papers_are_near_and_keeps_who_was_asked(plan_for, committee, mina, fresh, cast):
    plan = plan_for()
    assert pairs(plan) == {"Paula": ["Raj", "Rita"], "Nora": ["Raj", "Rita"], "Felix": ["Mina"]}
    row = plan.pairs.get(proposal=fresh)
    assert (sorted(row.terms), row.is_kept) == (["factor", "thrombin", "viii"], False)
    assert set(plan.pairs.exclude(proposal=fresh).values_list("is_kept", flat=True)) == {True}


def test_nobody_in_conflict_and_nobody_who_declined_is_chosen(plan_for, committee, mina, fresh, cast, at):
    Conflict.objects.create(proposal=fresh, person=mina, reason="Friends", at=at)
    make_assignment(committee.world.stage, fresh, cast.rita, at, declined_at=at, decline_reason="No time")
    assert pairs(plan_for())["Felix"] == ["Raj"]


def test_what_was_computed_from_is_kept_and_gives_the_same_again(plan_for, mina, fresh):
    plan = plan_for(keep="none", needs_senior=False)
    again = solve(unpacked(bytes(plan.question)), mode=plan.mode, floor=0.95, seed=plan.seed, seconds=SECONDS)
    assert (again.total, again.worst, len(again.pairs)) == (plan.total, plan.worst, plan.pairs.count())


def test_loads_and_pairs_apart_are_kept_to(plan_for, committee, mina, fresh, cast, at):
    stage = committee.world.stage
    seats = {seat.person_id: seat.pk for seat in committee.world.committee.seats.all()}
    planning.set_loads(stage, ranges={seats[mina.pk]: (0, 0)}, by=cast.chen, at=at)
    assert "Mina" not in pairs(plan_for())["Felix"]
    planning.set_loads(stage, ranges={seats[mina.pk]: None}, by=cast.chen, at=at)
    assert not ReadingLoad.objects.exists()
    planning.keep_apart(stage, one=mina, other=cast.rita, by=cast.chen, at=at)
    assert pairs(plan_for(readers=2))["Felix"] != ["Mina", "Rita"]


def test_where_there_are_too_few_readers_it_says_who_and_what_helps(plan_for, committee, sign_in, cast, fresh):
    plan = plan_for(readers=4)
    assert plan.state == "short"
    assert not plan.pairs.exists()
    page = seen(sign_in(cast.chen).get(committee.path(f"plans/{plan.pk}/")))
    assert "Any one of these helps" in page
    assert f"?from={plan.pk}&amp;fewer={fresh.code}" in page


def test_applied_it_asks_and_takes_off_and_undone_all_is_as_before(plan_for, committee, mina, fresh, cast, at):
    """Rita and Raj keep what they have begun or handed in, whatever a plan says."""
    before = {proposal.pk: readers(proposal) for proposal in (committee.mine, committee.other, fresh)}
    plan = plan_for(keep="none", most=1)
    asked, taken_off = planning.apply_plan(plan, by=cast.chen, at=at)
    assert (asked, taken_off) == (1, 2)
    assert readers(fresh) == ["Mina"]
    assert (readers(committee.mine), readers(committee.other)) == (["Rita"], ["Raj"])
    assert planning.undo_plan(plan, by=cast.chen, at=at) == 0
    assert {proposal.pk: readers(proposal) for proposal in (committee.mine, committee.other, fresh)} == before


def test_adjusted_by_hand_a_locked_reader_stays_when_it_is_planned_again(plan_for, committee, mina, fresh, cast, at):
    plan = plan_for()
    chosen = {"people": {cast.raj.pk}, "locked": {cast.raj.pk}}
    planning.choose_readers(plan, proposal=fresh, by=cast.chen, at=at, **chosen)
    assert plan.pairs.get(proposal=fresh).by_hand
    assert pairs(plan_for(based_on=plan))["Felix"] == ["Raj"]


def test_by_hand_nobody_in_conflict_is_chosen_and_a_late_conflict_stops_the_plan(
    plan_for, committee, mina, fresh, cast, at
):
    plan = plan_for()
    make_seat(committee.world.committee, cast.felix)
    with pytest.raises(Refused, match="cannot read"):
        planning.choose_readers(plan, proposal=fresh, people={cast.felix.pk}, locked=(), by=cast.chen, at=at)
    Conflict.objects.create(proposal=fresh, person=mina, reason="Friends", at=at)
    with pytest.raises(Refused, match="any more"):
        planning.apply_plan(plan, by=cast.chen, at=at)
    assert readers(fresh) == []


def test_a_leader_in_conflict_sees_and_applies_nothing_of_the_hidden_proposal(
    plan_for, committee, mina, fresh, cast, at, sign_in
):
    """Olga looks at Chen's plan; the hidden proposal is in it, with the best score of all."""
    plan = plan_for()
    olga = sign_in(cast.olga)
    assert "Canary thrombin of Felix" in seen(olga.get(committee.path(f"plans/{plan.pk}/")))
    Conflict.objects.create(proposal=fresh, person=cast.olga, reason="Friends", at=at)
    page = seen(olga.get(committee.path(f"plans/{plan.pk}/")))
    assert "Canary thrombin of Felix" not in page
    assert "thrombin" not in page
    assert olga.get(committee.path(f"plans/{plan.pk}/{fresh.code}/")).status_code == 404
    planning.apply_plan(plan, by=cast.olga, at=at)
    assert readers(fresh) == []
    assert fresh.pk not in question_of(plan_for(by=cast.olga)).proposals


def test_one_plan_is_looked_for_at_a_time_and_only_by_who_leads(committee, cast, at):
    planning.ask_plan(committee.world.stage, readers=1, most=9, by=cast.chen, at=at)
    with pytest.raises(Refused, match="already"):
        planning.ask_plan(committee.world.stage, readers=1, most=9, by=cast.olga, at=at)
    with pytest.raises(Refused, match="chair"):
        planning.ask_plan(committee.world.stage, readers=1, most=9, by=cast.rita, at=at)


def test_from_the_form_to_the_plan_and_its_changes(committee, mina, fresh, cast, sign_in):
    chen = sign_in(cast.chen)
    assert 'name="floor"' in seen(chen.get(committee.path("plans/")))
    said = {"mode": "fair", "floor": "70", "readers": "1", "fewest": "0", "most": "9", "keep": "all"}
    answer = chen.post(committee.path("plans/"), said)
    plan = ReaderPlan.objects.get()
    assert answer["Location"].endswith(f"/plans/{plan.pk}/")
    assert "How far it is, and stop it" in seen(chen.get(answer["Location"]))
    run(plan.job.pk)
    assert "papers near by thrombin, factor, viii" in seen(chen.get(answer["Location"]))
    chen.post(f"{answer['Location']}{fresh.code}/", {"readers": [cast.rita.pk], "locked": [cast.rita.pk]})
    assert pairs(plan)["Felix"] == ["Rita"]
    chen.post(f"{answer['Location']}apply/")
    assert readers(fresh) == ["Rita"]


def test_members_ranges_and_pairs_apart_are_written_on_their_page(committee, mina, cast, sign_in):
    chen, seat = sign_in(cast.chen), committee.world.committee.seats.get(person=mina)
    chen.post(committee.path("members/"), {f"seat-{seat.pk}-fewest": "1", f"seat-{seat.pk}-most": "3"})
    assert ReadingLoad.objects.values_list("seat", "fewest", "most").get() == (seat.pk, 1, 3)
    wrong = chen.post(committee.path("members/"), {f"seat-{seat.pk}-fewest": "5", f"seat-{seat.pk}-most": "3"})
    assert wrong.status_code == 422
    assert "The most is at least the fewest." in seen(wrong)
    chen.post(committee.path("members/apart/"), {"one": mina.pk, "other": cast.rita.pk})
    pair = KeptApart.objects.get()
    assert f"{pair.one} and {pair.other}" in seen(chen.get(committee.path("members/")))
    chen.post(committee.path(f"members/apart/{pair.pk}/"))
    assert not KeptApart.objects.exists()


def test_the_page_of_readers_costs_the_same_at_any_number_of_proposals(
    committee, cast, at, mina, django_assert_num_queries
):
    """And stays small: it shows a page of them."""
    client = Client()
    client.force_login(cast.chen, backend="django.contrib.auth.backends.ModelBackend")
    for number in (0, 3, 150):
        for _ in range(number):
            proposal = make_proposal(committee.world.format, cast.paula, at, "in_review")
            make_assignment(committee.world.stage, proposal, mina, at)
        with django_assert_num_queries(13):
            page = client.get(committee.path("assign/"))
    assert len(page.content) < 150_000


def test_the_page_of_a_plan_costs_the_same_at_any_number_of_proposals(
    plan_for, committee, cast, at, mina, django_assert_num_queries
):
    client = Client()
    client.force_login(cast.chen, backend="django.contrib.auth.backends.ModelBackend")
    for number in (0, 60):
        for _ in range(number):
            make_proposal(committee.world.format, cast.paula, at, "in_review")
        plan = plan_for(most=90)
        with django_assert_num_queries(15):
            page = client.get(committee.path(f"plans/{plan.pk}/"))
    assert "of 62 proposals" in page.content.decode()


def test_after_somebody_declined_the_page_says_so(committee, cast, sign_in, at):
    committee.world.stage.readers_wanted = 2
    committee.world.stage.save()
    chen = sign_in(cast.chen)
    assert "1 proposal has too few now" not in seen(chen.get(committee.path("assign/")))
    Assignment.objects.filter(pk=committee.ritas.pk).update(declined_at=at, decline_reason="No time")
    assert "1 proposal has too few now" in seen(chen.get(committee.path("assign/")))

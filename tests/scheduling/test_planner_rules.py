"""What the planner is asked to keep: rules with their weights, bonds, topics that are alike, walks."""

import pytest
from django.urls import reverse

from dashboard.actions.cloning import clone_meeting
from people.refusal import Refused
from scheduling.actions.ruling import bond_sessions, set_rules
from scheduling.draft.levels import OFFERED, UNFED, UNITS, levels, usual_of
from scheduling.draft.problem_of import plan_of, problem_of
from scheduling.engine import problem as engine
from scheduling.engine.check import check
from scheduling.engine.weights import ALWAYS_HARD, NAMES, USUAL_RULES
from scheduling.models import Bond, PlannerRules
from tests.factories.scheduling import FRIDAY, make_room, make_session, place
from tests.factories.workshops import make_topic


def url(name, **parts):
    return reverse(name, kwargs={"meeting": "ash-2027"} | parts)


def said(form):
    """The page's form as a browser would send it back."""
    return {name: form[name].value() for name in form.fields if form[name].value() is not None}


def test_every_rule_is_offered_or_left_out_with_a_reason():
    assert {*OFFERED, *UNFED, *ALWAYS_HARD} == set(NAMES)
    assert set(UNITS) == set(OFFERED)


@pytest.mark.parametrize("name", OFFERED)
def test_the_levels_of_a_rule_differ_and_hold_the_usual_one(name):
    values = [level.value for level in levels(name)]
    assert len(set(values)) == len(values)
    assert usual_of(name) in values


def test_a_meeting_that_says_nothing_has_the_usual_rules(world):
    assert (problem_of(world.version).rules, problem_of(world.version).min_break) == (USUAL_RULES, 0)


def test_rules_that_are_saved_reach_the_planner_and_only_what_differs_is_kept(world, sign_in):
    client = sign_in(world.cast.olga)
    words = said(client.get(url("planner_rules")).context["form"])
    changed = words | {"hours_level": "4", "person_overlap_level": "0", "fairness_level": "exact"}
    client.post(url("planner_rules"), changed | {"fairness_number": 77, "min_break": 10, "walk_grace": 3})
    kept = PlannerRules.objects.get()
    assert kept.weights == {"hours": 4, "person_overlap": 0, "fairness": 77}
    problem = problem_of(world.version)
    assert (problem.rules.hours.weight, problem.rules.person_overlap.on, problem.min_break) == (4, False, 10)
    assert PlannerRules.objects.get().walk_grace == 3
    form = client.get(url("planner_rules")).context["form"]
    assert (form["fairness_level"].value(), form["fairness_number"].value()) == ("exact", 77)


def test_an_exact_number_that_is_missing_is_asked_for_beside_it(world, sign_in):
    client = sign_in(world.cast.olga)
    words = said(client.get(url("planner_rules")).context["form"]) | {"hours_level": "exact"}
    assert (
        "Say which number: a whole one from 0 to 10000." in client.post(url("planner_rules"), words).content.decode()
    )
    assert not PlannerRules.objects.exists()


@pytest.mark.parametrize(
    "weights", [{"lock": 0}, {"hours": -1}, {"hours": True}, {"hours": "much"}, {"hours": 10_001}]
)
def test_weights_that_make_no_sense_are_refused(world, at, weights):
    with pytest.raises(Refused):
        set_rules(world.meeting, weights=weights, by=world.cast.olga, at=at)


def test_only_staff_set_rules(world, at):
    with pytest.raises(Refused, match="Only program staff"):
        set_rules(world.meeting, weights={}, by=world.cast.chen, at=at)


@pytest.fixture
def three(world):
    rows = [make_session(world.meeting, f"Part {number}", world.cast.ada) for number in (1, 2, 3)]
    return world, rows


def bond(world, rows, kind, gap=0, reason=""):
    row = Bond.objects.create(meeting=world.meeting, kind=kind, gap=gap, reason=reason)
    bond_sessions(row, rows)
    return row


def test_bonds_are_told_to_the_planner(three):
    world, rows = three
    one, two, last = (str(row.pk) for row in rows)
    bond(world, rows[:2], "apart", reason="The same audience.")
    bond(world, rows, "before", 30)
    bond(world, rows, "series", 15)
    bond(world, rows, "same_room")
    problem = problem_of(world.version)
    assert problem.apart == (engine.Apart(one, two, "The same audience."),)
    assert problem.before == (engine.Before(one, two, 30), engine.Before(two, last, 30))
    assert set(problem.together) == {engine.Together((one, two, last), 15), engine.Together((one, two, last), None)}


def test_a_cancelled_session_is_bound_no_more(three, at):
    world, rows = three
    bond(world, rows[:2], "series")
    bond(world, rows[:2], "apart")
    rows[0].cancelled_at = at
    rows[0].save()
    problem = problem_of(world.version)
    assert (problem.together, problem.apart) == ((), ())


def test_a_bond_is_entered_changed_and_removed(three, sign_in):
    world, rows = three
    client = sign_in(world.cast.olga)
    words = {
        "kind": "before",
        "gap": 0,
        "reason": "It builds on it.",
        "session_1": rows[1].pk,
        "session_2": rows[0].pk,
    }
    client.post(url("place_new", kind="bonds"), words)
    row = Bond.objects.get()
    assert [each.session for each in row.members.all()] == [rows[1], rows[0]]
    client.post(url("place_edit", kind="bonds", number=row.pk), words | {"session_1": rows[2].pk})
    assert [each.session for each in row.members.all()] == [rows[2], rows[0]]
    assert "It builds on it." in client.get(url("planner_lists")).content.decode()
    client.post(url("place_remove", kind="bonds", number=row.pk))
    assert not Bond.objects.exists()


def test_a_circle_of_before_is_refused_in_a_sentence(three, sign_in):
    world, rows = three
    bond(world, rows, "before")
    words = {"kind": "before", "gap": 0, "session_1": rows[2].pk, "session_2": rows[0].pk}
    page = sign_in(world.cast.olga).post(url("place_new", kind="bonds"), words).content.decode()
    assert "“Part 3” would have to be before itself" in page
    assert Bond.objects.count() == 1


def test_a_session_is_named_once_in_a_bond(three, sign_in):
    world, rows = three
    words = {"kind": "apart", "gap": 0, "session_1": rows[0].pk, "session_2": rows[0].pk}
    page = sign_in(world.cast.olga).post(url("place_new", kind="bonds"), words).content.decode()
    assert "A session is named twice." in page


def test_topics_that_are_alike_do_not_run_at_the_same_time(world, sign_in):
    other = make_topic(world.meeting, "platelets")
    hall = make_room(world.meeting, "hall-b")
    session = make_session(world.meeting, "Platelets")
    session.topics.add(other)
    world.session.topics.add(world.topic)
    place(world.version, session, hall)
    assert check(problem_of(world.version), plan_of(world.version)).terms == {}
    client = sign_in(world.cast.olga)
    words = {"first": world.topic.pk, "second": other.pk, "degree": 3, "reason": "Many see both."}
    client.post(url("place_new", kind="likenesses"), words)
    assert check(problem_of(world.version), plan_of(world.version)).terms == {"similar_overlap": 30}
    turned = words | {"first": other.pk, "second": world.topic.pk}
    assert "said to be alike already" in client.post(url("place_new", kind="likenesses"), turned).content.decode()


def test_a_walk_is_time_that_a_person_needs_but_for_the_grace(world, sign_in, at):
    hall = make_room(world.meeting, "hall-b")
    session = make_session(world.meeting, "Far away", world.cast.felix)
    place(world.version, session, hall, FRIDAY.replace(hour=14))
    client = sign_in(world.cast.olga)
    client.post(url("place_new", kind="walks"), {"first": hall.pk, "second": world.room.pk, "minutes": 20})
    sentences = [each.sentence for each in check(problem_of(world.version), plan_of(world.version)).violations]
    assert sentences == ["Only 0 minutes for Felix Fuchs between Canary session and Far away; 20 are needed"]
    set_rules(world.meeting, walk_grace=15, by=world.cast.olga, at=at)
    (short,) = check(problem_of(world.version), plan_of(world.version)).violations
    assert short.sentence.endswith("; 5 are needed")
    set_rules(world.meeting, walk_grace=20, by=world.cast.olga, at=at)
    assert not check(problem_of(world.version), plan_of(world.version)).violations


def test_a_cloned_meeting_has_the_same_rules_topics_and_walks(world, at):
    meeting = world.meeting
    set_rules(meeting, weights={"hours": 9}, min_break=5, walk_grace=2, by=world.cast.olga, at=at)
    meeting.likenesses.create(first=world.topic, second=make_topic(meeting, "platelets"), degree=2)
    meeting.walks.create(first=world.room, second=make_room(meeting, "hall-b"), minutes=7)
    named = {"slug": "ash-2028", "name": "Annual Meeting 2028", "starts_on": meeting.starts_on.replace(year=2028)}
    again = clone_meeting(meeting, **named, by=world.cast.olga, at=at)
    kept = again.planner_rules
    assert (kept.weights, kept.min_break, kept.walk_grace) == ({"hours": 9}, 5, 2)
    assert [(row.first.slug, row.second.slug, row.degree) for row in again.likenesses.all()] == [
        (world.topic.slug, "platelets", 2)
    ]
    assert [(row.second.meeting, row.minutes) for row in again.walks.all()] == [(again, 7)]


def test_the_lists_ask_the_same_queries_of_one_and_three(world, sign_in, django_assert_num_queries):
    client = sign_in(world.cast.olga)
    for count in (1, 3):
        for number in range(Bond.objects.count(), count):
            sessions = [make_session(world.meeting, f"Session {number} {each}") for each in "ab"]
            bond(world, sessions, "apart")
            topic = make_topic(world.meeting, f"topic-{number}")
            world.meeting.likenesses.create(first=world.topic, second=topic)
            world.meeting.walks.create(first=world.room, second=make_room(world.meeting, f"r-{number}"), minutes=5)
        with django_assert_num_queries(9):
            client.get(url("planner_lists"))

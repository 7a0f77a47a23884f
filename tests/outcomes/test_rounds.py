"""Rounds: a method that is fixed, one at a time, reasons for what is taken back."""

from datetime import timedelta

import pytest

from outcomes.actions import exercises, items, rounds
from outcomes.models import Method, RoundChange
from outcomes.setting import Yard, from_json
from people.refusal import Refused

pytestmark = pytest.mark.django_db


def test_opening_fixes_the_method_and_asks_all_living_items(exercise, cast, at, item_of):
    items.drop(item_of("pain"), reason="Out of scope.", by=cast.olga, at=at)
    opened = rounds.open_round(exercise, by=cast.olga, at=at)
    assert [asked.title for asked in opened.items.all()] == ["Canary gene therapy", "Canary transition of care"]
    setting = from_json(opened.setting)
    assert (setting.method, [each.name for each in setting.criteria]) == ("chnri", ["Answerable", "Equity"])
    with pytest.raises(Refused, match="fixed when the first round opened"):
        exercises.choose_method(exercise, criteria=[], groups=[], method=Method.DOTS, by=cast.olga, at=at)


def test_one_round_at_a_time(exercise, cast, at):
    rounds.open_round(exercise, by=cast.olga, at=at)
    with pytest.raises(Refused, match="open already"):
        rounds.open_round(exercise, by=cast.olga, at=at)


def test_rounds_are_numbered_on(exercise, cast, at):
    first = rounds.open_round(exercise, by=cast.olga, at=at)
    rounds.close_round(first, by=cast.olga, at=at)
    assert rounds.open_round(exercise, by=cast.olga, at=at).number == 2


def test_undoing_wants_a_reason_keeps_the_row_and_frees_the_method(exercise, cast, at):
    first = rounds.open_round(exercise, by=cast.olga, at=at)
    with pytest.raises(Refused, match="Say why"):
        rounds.undo_round(first, reason=" ", by=cast.olga, at=at)
    undone = rounds.undo_round(first, reason="The wrong items.", by=cast.olga, at=at)
    assert undone.state == "undone"
    assert [(c.verb, c.reason) for c in undone.changes.all()] == [("opened", ""), ("undone", "The wrong items.")]
    exercises.choose_method(
        exercise,
        criteria=[],
        groups=["Patients and carers", "Clinicians", "Researchers"],
        method=Method.DOTS,
        by=cast.olga,
        at=at,
    )
    assert rounds.open_round(exercise, by=cast.olga, at=at).number == 1


def test_a_closed_round_is_reopened_with_a_reason_and_never_undone(exercise, cast, at):
    first = rounds.close_round(rounds.open_round(exercise, by=cast.olga, at=at), by=cast.olga, at=at)
    with pytest.raises(Refused, match="closed"):
        rounds.undo_round(first, reason="No.", by=cast.olga, at=at)
    with pytest.raises(Refused, match="Say why"):
        rounds.reopen_round(first, reason="", by=cast.olga, at=at)
    again = rounds.reopen_round(first, reason="Two people were cut off.", by=cast.olga, at=at)
    assert (again.state, again.changes.last().verb) == ("open", RoundChange.Verb.REOPENED)


def test_a_round_that_another_built_on_stays_closed(exercise, cast, at):
    first = rounds.close_round(rounds.open_round(exercise, by=cast.olga, at=at), by=cast.olga, at=at)
    rounds.open_round(exercise, by=cast.olga, at=at)
    with pytest.raises(Refused, match="later round"):
        rounds.reopen_round(first, reason="Late.", by=cast.olga, at=at)


def test_what_a_round_needs(exercise, cast, at):
    exercise.yardsticks.update(weight=0)
    with pytest.raises(Refused, match="sum to zero"):
        rounds.open_round(exercise, by=cast.olga, at=at)
    exercise.yardsticks.update(weight=1)
    items.start_collecting(exercise, until=None, by=cast.olga, at=at)
    with pytest.raises(Refused, match="still collected"):
        rounds.open_round(exercise, by=cast.olga, at=at)
    items.stop_collecting(exercise, by=cast.olga, at=at + timedelta(hours=1))
    exercise.participants.update(removed_at=at, removed_because="Gone.")
    with pytest.raises(Refused, match="Nobody takes part"):
        rounds.open_round(exercise, by=cast.olga, at=at + timedelta(hours=2))


def test_an_unranked_list_is_not_rated(exercise, cast, at):
    exercises.choose_method(
        exercise,
        criteria=[],
        groups=["Patients and carers", "Clinicians", "Researchers"],
        method=Method.UNRANKED,
        by=cast.olga,
        at=at,
    )
    with pytest.raises(Refused, match="unranked"):
        rounds.open_round(exercise, by=cast.olga, at=at)


def test_only_who_leads_opens_and_closes(exercise, cast, at):
    with pytest.raises(Refused, match="Only its facilitators"):
        rounds.open_round(exercise, by=cast.chen, at=at)
    exercises.name_facilitator(exercise, cast.chen, role="scribe", by=cast.olga, at=at)
    with pytest.raises(Refused, match="Only its facilitators"):
        rounds.open_round(exercise, by=cast.chen, at=at)
    exercises.name_facilitator(exercise, cast.chen, role="facilitator", by=cast.olga, at=at)
    assert rounds.open_round(exercise, by=cast.chen, at=at).state == "open"


def test_a_group_that_somebody_stands_for_stays(exercise, cast, at):
    with pytest.raises(Refused, match="stands for “Researchers”"):
        exercises.choose_method(
            exercise,
            criteria=[Yard("Equity", "", 1.0)],
            groups=["Patients and carers", "Clinicians"],
            by=cast.olga,
            at=at,
        )

"""A rule tried on what was handed in, before it is kept; rules put in order; what a change does."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from proposals.models import Requirement
from tests.factories.proposals import make_proposal
from tests.factories.rules import make_rule, make_waiver
from tests.factories.workshops import make_call, make_format, make_meeting
from tests.proposals.reader import words
from workshops.models import Series


@pytest.fixture
def olga(sign_in, cast, clock):
    return sign_in(cast.olga)


@pytest.fixture
def last_year(form, at):
    """The same call a year before, in the same series."""
    series = Series.objects.create(name="Annual")
    meeting = form.call.meeting
    meeting.series = series
    meeting.save()
    dates = {"starts_on": date(2026, 12, 4), "ends_on": date(2026, 12, 7)}
    before = make_meeting("ash-2026", series=series, name="Annual Meeting 2026", **dates)
    return make_format(make_call(before, at, form.call.slug))


def at_call(call, *more):
    return [call.meeting.slug, call.slug, *more]


RULE = {"minimum": "2", "maximum": "4", "severity": "block", "sentence": "Two to four"}


def tried(client, call, **changes):
    address = reverse("requirement_try", args=at_call(call, "chairs"))
    return words(client.post(address, RULE | changes, headers={"HX-Request": "true"}))


def test_a_rule_is_tried_on_last_years_proposals_and_nothing_is_kept(olga, form, last_year, cast, at):
    for number in range(3):
        make_proposal(last_year, cast.felix, at, "declined", title=f"Old {number}")
    make_proposal(last_year, cast.felix, at, title="A secret draft")
    make_proposal(form, cast.paula, at, "submitted", title="New one")
    text = tried(olga, form.call)
    assert "Annual Meeting 2026, 3 handed in: 3 would have been refused." in text
    assert "This call so far, 1 handed in: 1 would have been refused." in text
    assert "Old 2 One chair named; two to four are needed." in text
    assert "A secret draft" not in text
    assert "3 would have been warned" not in text
    assert "3 handed in: 3 would have been warned." in tried(olga, form.call, severity="warn")
    assert "of 3 the committee would have been told." in tried(olga, form.call, severity="tell")
    assert "All would have met it." in tried(olga, form.call, minimum="1")
    assert not Requirement.objects.exists()


def test_a_rule_that_makes_no_sense_yet_is_not_tried(olga, form):
    assert "Once the numbers above make sense" in tried(olga, form.call, minimum="many")
    page = olga.post(reverse("requirement_try", args=at_call(form.call, "chairs")), RULE | {"minimum": "9"})
    assert "At most cannot be less than at least." in words(page)


def test_proposals_hidden_by_a_conflict_are_not_counted(olga, form, cast, at):
    make_proposal(form, cast.olga, at, "submitted", title="Hers")
    make_proposal(form, cast.paula, at, "submitted", title="Paulas")
    text = tried(olga, form.call)
    assert "This call so far, 1 handed in" in text
    assert "Hers" not in text
    sheet = words(olga.get(reverse("call_rules", args=at_call(form.call))))
    assert ("Paulas" in sheet, "Hers" in sheet) == (True, False)


def test_all_rules_are_tried_together(olga, form, last_year, cast, at):
    make_rule(form.call)
    make_rule(form.call, "word_limit", "warn", part="title", words=1)
    make_proposal(last_year, cast.felix, at, "declined", title="Two words")
    text = words(olga.get(reverse("requirement_trial", args=at_call(form.call))))
    assert "1 would have been refused." in text
    assert "The title has 2 words; at most 1 are allowed." in text


def test_changing_a_rule_says_how_many_submitted_proposals_fail_it(olga, form, cast, at):
    rule = make_rule(form.call, minimum=1, maximum=4)
    edit = reverse("requirement_edit", args=at_call(form.call, rule.pk))
    assert "Kept. Nothing was handed in" in words(olga.post(edit, RULE | {"minimum": "1"}, follow=True))
    for number in range(3):
        make_proposal(form, cast.paula, at, "submitted", title=f"T{number}")
    assert "Kept. Of 3 proposals handed in so far 3 do not meet it." in words(olga.post(edit, RULE, follow=True))
    assert "All 3 proposals handed in so far meet it." in words(olga.post(edit, RULE | {"minimum": "1"}, follow=True))


@pytest.mark.parametrize("rows", [1, 3, 40])
def test_trying_costs_the_same_at_any_number(rows, olga, form, cast, at):
    for number in range(rows):
        make_proposal(form, cast.paula, at, "submitted", title=f"T{number}")
    make_rule(form.call, "one_role", maximum=1, who="all")
    make_rule(form.call, "confirmed", minimum=1, who="all")
    make_rule(form.call, "membership", who="lead")
    asked = {}
    for name in ("requirement_trial", "call_rules"):
        with CaptureQueriesContext(connection) as queries:
            olga.get(reverse(name, args=at_call(form.call)))
        asked[name] = len(queries)
    assert asked == {"requirement_trial": 24, "call_rules": 27}


def test_rules_are_dragged_into_another_order(olga, form):
    first, second, third = (make_rule(form.call, minimum=n) for n in (1, 2, 3))
    address = reverse("requirement_order", args=at_call(form.call))
    assert olga.post(address, {"order": [third.pk, "junk", first.pk, 99999]}).status_code == 204
    assert list(form.call.requirements.values_list("pk", flat=True)) == [third.pk, first.pk, second.pk]


def test_removing_a_rule_names_the_waivers_that_go_with_it(olga, form, draft, at):
    rule = make_rule(form.call)
    make_waiver(draft, rule, at)
    page = words(olga.get(reverse("requirement_remove", args=at_call(form.call, rule.pk))))
    assert "1 waiver, with the reasons given" in page


def test_the_answer_to_one_question_has_a_limit_of_its_own(olga, form):
    new = reverse("requirement_new", args=at_call(form.call, "word_limit"))
    rule = {"part": "question", "words": "5", "severity": "block", "sentence": "Short"}
    assert "Choose the question whose answer is limited." in words(olga.post(new, rule))
    assert "Select a valid choice" in words(olga.post(new, rule | {"question": "no-such"}))
    olga.post(new, rule | {"question": "why-now"})
    assert Requirement.objects.get().params == {"part": "question", "question": "why-now", "words": 5}

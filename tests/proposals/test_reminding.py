"""Letters before and at closing: to those whose draft is not handed in, once each, never about grace."""

from datetime import timedelta

import pytest

from jobs.ticking import TICKS
from letters.models import Letter
from letters.plain_text import markdown_to_text
from proposals import actions
from proposals.models import Reminder
from tests.factories.proposals import make_proposal
from workshops.models import Extension
from workshops.zones import shifted

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def closes(draft):
    return draft.call.closes_at


def kinds():
    return list(Letter.objects.order_by("pk").values_list("kind", flat=True))


def test_a_week_and_a_day_before_a_letter_goes_once_each(draft, closes):
    call = draft.call
    for moment in (closes - 8 * DAY, shifted(closes, call.zone, -7), closes - 6 * DAY, closes - DAY, closes - MINUTE):
        for _ in range(2):
            actions.remind(moment)
    assert kinds() == ["proposals.closing_soon"] * 2
    first = Letter.objects.order_by("pk")[0]
    text = markdown_to_text(first.body)
    assert "It is complete: only the submission itself is missing." in text
    assert "For you the call closes on 31 March 2027, 05:00 PDT, America/Los Angeles." in " ".join(text.split())
    assert (first.to, first.state) == (draft.proposer, "queued")


def test_a_letter_in_the_outbox_never_quotes_a_draft(draft, closes):
    draft.title, draft.answers = "Canary title", {}
    draft.save()
    actions.remind(closes - DAY)
    letter = Letter.objects.get()
    assert "Canary" not in letter.subject + letter.body
    assert "One thing is still needed; the page of your draft names it." in markdown_to_text(letter.body)


def test_after_the_grace_who_was_complete_is_told_and_who_was_not_is_left_alone(draft, form, cast, at, closes):
    make_proposal(form, cast.felix, at)
    form.call.grace_minutes = 10
    form.call.save()
    actions.remind(closes)
    assert "proposals.closed_complete" not in kinds()
    actions.remind(closes + 10 * MINUTE)
    actions.remind(closes + 11 * MINUTE)
    told = Letter.objects.filter(kind="proposals.closed_complete")
    assert [each.to for each in told] == [cast.paula]
    body = " ".join(markdown_to_text(told[0].body).split())
    assert "has closed: 31 March 2027, 05:00 PDT" in body
    assert "10" not in body.replace("/proposals/", "").split("[")[0].replace(draft.code, "")


def test_a_personal_deadline_is_reminded_of_by_its_own_clock(draft, cast, closes):
    Extension.objects.create(call=draft.call, person=cast.paula, until=closes + 3 * DAY, reason="Flood", by=cast.olga)
    actions.remind(closes + MINUTE)
    assert kinds() == []
    actions.remind(closes + 2 * DAY)
    actions.remind(closes + 3 * DAY)
    assert kinds() == ["proposals.closing_soon", "proposals.closed_complete"]
    assert set(Reminder.objects.values_list("closes_at", flat=True)) == {closes + 3 * DAY}


@pytest.mark.parametrize("state", ["submitted", "withdrawn", "in_review"])
def test_who_has_submitted_or_left_is_not_reminded(state, form, cast, at):
    make_proposal(form, cast.paula, at, state)
    for days in (7, 1, 0):
        actions.remind(form.call.closes_at - days * DAY)
    assert kinds() == []


def test_a_draft_begun_yesterday_is_not_reminded_of_last_week(form, cast, closes):
    make_proposal(form, cast.felix, closes - 5 * DAY)
    actions.remind(closes - 4 * DAY)
    assert Letter.objects.filter(to=cast.felix).count() == 0


def test_a_clock_that_stood_still_writes_the_last_letter_only_and_nothing_after_two_days(draft, closes):
    actions.remind(closes - DAY + MINUTE)
    assert kinds() == ["proposals.closing_soon"]
    actions.remind(closes + 2 * DAY)
    assert kinds() == ["proposals.closing_soon"]


def test_a_call_without_reminders_writes_at_closing_only(draft, closes):
    draft.call.closing_reminders = []
    draft.call.save()
    actions.remind(closes - DAY)
    actions.remind(closes)
    assert kinds() == ["proposals.closed_complete"]


def test_the_clock_of_every_minute_does_it():
    assert actions.remind in TICKS


def test_a_society_whose_letter_is_broken_holds_back_its_own_letters_only(draft, form, cast, at, closes):
    letters = draft.call.meeting.letter_set
    letters.templates.create(kind="proposals.closing_soon", subject="{{nonsense}}", body="x")
    actions.remind(closes - DAY)
    assert kinds() == []
    letters.templates.all().delete()
    actions.remind(closes - DAY + MINUTE)
    assert kinds() == ["proposals.closing_soon"]

"""The editor's pages, as Paula uses them: without script, with it, and in two windows."""

import pytest
from django.urls import reverse

from proposals.content import FacultyRow
from proposals.lifecycle import State
from proposals.models import Proposal
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_prompt, make_topic
from tests.proposals.reader import fields, words

SCRIPT = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def paula(sign_in, cast, clock):
    return sign_in(cast.paula)


def edit(proposal, section="basics"):
    return reverse("proposal_edit", args=[proposal.code, section])


def post(client, address, extra=None, *, opened=None, **headers):
    """Fill in what the page shows, change some of it, and send it."""
    shown = fields(opened or client.get(address))
    return client.post(address, {**shown, "go": "stay"} | (extra or {}), **headers)


def test_without_script_the_button_saves_and_leads_on(paula, draft):
    topic = make_topic(draft.call.meeting)
    response = post(paula, edit(draft), {"title": "Clots", "topics": [topic.slug], "go": "next"})
    assert (response.status_code, response["Location"]) == (302, edit(draft, "questions"))
    draft.refresh_from_db()
    assert (draft.title, draft.summary, list(draft.topics.all())) == (
        "Clots",
        "How tumours make blood clot.",
        [topic],
    )


def test_the_page_says_when_it_was_saved_and_what_is_still_needed(paula, draft, write):
    write(draft, "questions", answers={"why-now": ""})
    text = words(paula.get(edit(draft, "questions")))
    assert "Saved 12:00" in text
    assert "Needed: 1 of 1 required questions still to answer: “Why now?”." in text
    assert "The call closes Wednesday, 31 March 2027, 05:00 PDT, America/Los Angeles" in text


def test_the_questions_of_the_call_stand_under_their_sections_with_a_count_of_words(paula, draft):
    make_prompt(draft.call, "seats", label="Seats?", kind="number", section="In the room", is_required=False)
    make_prompt(draft.call, "focus", label="Focus", kind="choice", choices=["Basic", "Both"], word_limit=50)
    make_prompt(draft.call, "av", label="Projector?", kind="yes")
    response = post(
        paula, edit(draft, "questions"), {"answer-seats": "40", "answer-focus": "Both", "answer-av": "yes"}
    )
    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.answers == {"why-now": "It is time.", "seats": "40", "focus": "Both", "av": "yes"}
    text = words(paula.get(edit(draft, "questions")))
    assert "In the room Seats? (optional)" in text
    assert "3 words" in text


def test_what_does_not_fit_its_field_is_told_beside_it_while_the_rest_is_kept(paula, draft):
    response = post(paula, edit(draft), {"title": "x" * 1001, "summary": "Kept."})
    assert "Title: Ensure this value has at most 1000 characters" in words(response)
    assert fields(response)["title"] == "x" * 1001
    draft.refresh_from_db()
    assert (draft.title, draft.summary) == ("Clots and cancer", "Kept.")


def test_what_the_script_saves_answers_with_the_saved_state_and_the_rule_sheet(paula, draft):
    opened = paula.get(edit(draft))
    response = post(paula, edit(draft), {"title": ""}, opened=opened, **SCRIPT)
    assert response.status_code == 200
    text = words(response)
    assert "Saved 12:00" in text
    assert "Needed: A title is needed." in text
    assert "<form" not in response.content.decode()
    assert fields(response)["base_version"] == "2"


def test_many_saves_by_script_are_one_revision(paula, draft):
    opened = paula.get(edit(draft))
    for text in ("a", "ab", "abc"):
        post(paula, edit(draft), {"summary": f"How tumours make blood clot. {text}"}, opened=opened, **SCRIPT)
    assert [each.kind for each in draft.revisions.all()] == ["auto", "saved"]


def test_the_script_hears_what_could_not_be_kept(paula, draft):
    response = post(
        paula, edit(draft, "running-order"), {"items-0-minutes": "many", "items-0-title": "Iron"}, **SCRIPT
    )
    assert "The rest is saved. Not kept yet: Minutes: Enter a whole number." in words(response)
    assert draft.items.get().title == "Iron"


def test_people_are_added_one_after_the_other_without_script(paula, draft):
    for name in ("Fuchs", "Nwosu"):
        shown = paula.get(edit(draft, "people"))
        place = int(fields(shown)["faculty-TOTAL_FORMS"]) - 1
        given = {f"faculty-{place}-family_name": name, f"faculty-{place}-role": "speaker", "act": "add"}
        response = post(paula, edit(draft, "people"), given, opened=shown)
        assert response["Location"] == f"{edit(draft, 'people')}?row=new"
    assert [row.name for row in draft.faculty.all()] == ["Paula Perez", "Fuchs", "Nwosu"]


@pytest.mark.parametrize(
    ("act", "left"),
    [
        ("up-b", ["Nwosu", "Fuchs", "Zhou"]),
        ("down-b", ["Fuchs", "Zhou", "Nwosu"]),
        ("up-a", ["Fuchs", "Nwosu", "Zhou"]),
        ("down-c", ["Fuchs", "Nwosu", "Zhou"]),
        ("remove-b", ["Fuchs", "Zhou"]),
        ("remove-nobody", ["Fuchs", "Nwosu", "Zhou"]),
    ],
)
def test_rows_are_moved_and_removed_by_buttons(act, left, paula, draft, write):
    names = {"a": "Fuchs", "b": "Nwosu", "c": "Zhou"}
    write(draft, "people", faculty=tuple(FacultyRow(key, family_name=name) for key, name in names.items()))
    post(paula, edit(draft, "people"), {"act": act})
    assert [row.name for row in draft.faculty.all()] == left


def test_the_running_order_adds_up_live_and_names_its_speakers(paula, draft, write):
    write(draft, "people", faculty=(FacultyRow("felix", "speaker", "Felix", "Fuchs"),))
    for kind, minutes, speaker in (("talk", "45", "felix"), ("discussion", "15", "")):
        shown = paula.get(edit(draft, "running-order"))
        place = int(fields(shown)["items-TOTAL_FORMS"]) - 1
        row = {"kind": kind, "minutes": minutes, "speaker": speaker}
        given = {f"items-{place}-{name}": value for name, value in row.items()}
        response = post(paula, edit(draft, "running-order"), given, opened=shown, **SCRIPT)
    assert "60 of 180 minutes 15 of 60 minutes of discussion 25 %" in words(response)
    assert [(item.minutes, str(item.speaker or "")) for item in draft.items.all()] == [(45, "Felix Fuchs"), (15, "")]


def test_earlier_editions_are_kept_with_their_year_and_attendance(paula, draft):
    given = {"editions-0-title": "First", "editions-0-year": "2019", "editions-0-attendance": "80", "act": "add"}
    post(paula, edit(draft, "earlier-editions"), given)
    edition = draft.earlier_editions.get()
    assert (edition.title, edition.year, edition.attendance) == ("First", 2019, 80)


def test_a_post_without_its_rows_removes_nobody(paula, draft):
    paula.post(edit(draft, "people"), {"base_version": "1", "tab": "a"})
    assert draft.faculty.count() == 1


def test_two_windows_that_change_different_fields_keep_both(paula, draft):
    one, two = paula.get(edit(draft)), paula.get(edit(draft))
    post(paula, edit(draft), {"title": "By one"}, opened=one)
    response = post(paula, edit(draft), {"summary": "By two"}, opened=two, **SCRIPT)
    assert "Somebody else is writing here too. Both changes are kept" in words(response)
    draft.refresh_from_db()
    assert (draft.title, draft.summary) == ("By one", "By two")


def test_two_windows_that_change_the_same_words_show_both_and_the_choice_stands(paula, draft):
    one, two = paula.get(edit(draft)), paula.get(edit(draft))
    post(paula, edit(draft), {"title": "Title by one", "summary": "Summary by one"}, opened=one)
    by_script = post(paula, edit(draft), {"summary": "Summary by two"}, opened=two, **SCRIPT)
    assert by_script.status_code == 409
    assert "You, in another window, changed the same words: Summary Nothing is lost" in words(by_script)
    both = post(paula, edit(draft), {"summary": "Summary by two"}, opened=two)
    assert both.status_code == 409
    assert "Yours Summary by two As it stands Summary by one" in words(both)
    assert (fields(both)["title"], fields(both)["summary"]) == ("Title by one", "Summary by two")
    assert post(paula, edit(draft), opened=both).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.summary) == ("Title by one", "Summary by two")
    assert "Summary by one" in str(list(draft.revisions.values_list("content", flat=True)))


def test_everything_is_shown_once_more_before_it_is_submitted(paula, draft):
    text = words(paula.get(edit(draft, "check")))
    assert "Nothing is missing" in text
    assert "How tumours make blood clot." in text
    response = paula.post(reverse("proposal_verb", args=[draft.code, "submit"]), follow=True)
    assert "Submitted, and a letter says so. You can take it back until the call closes. Take back" in words(response)
    assert Proposal.objects.get(pk=draft.pk).state == State.SUBMITTED


def test_what_is_missing_is_told_instead_of_a_button(paula, draft, write):
    write(draft, "questions", answers={"why-now": ""})
    response = paula.get(edit(draft, "check"))
    assert "It cannot be handed in yet Needed: 1." in words(response)
    assert "/submit/" not in response.content.decode()
    refused = paula.post(reverse("proposal_verb", args=[draft.code, "submit"]))
    assert refused.status_code == 403
    assert "still to answer: “Why now?”" in words(refused)


def test_a_revision_that_was_asked_for_is_written_and_handed_in_on_the_same_pages(paula, form, cast, at):
    asked = make_proposal(
        form,
        cast.paula,
        at,
        State.REVISION_ASKED,
        answers={"why-now": "x"},
        revise_by_at=form.call.closes_at,
        state_reason="Name a second chair.",
    )
    assert "Please revise Name a second chair." in words(paula.get(reverse("proposal", args=[asked.code])))
    post(paula, edit(asked), {"title": "Revised"})
    assert "Check and resubmit" in words(paula.get(edit(asked, "check")))
    paula.post(reverse("proposal_verb", args=[asked.code, "resubmit"]))
    asked.refresh_from_db()
    assert (asked.state, asked.title) == (State.IN_REVIEW, "Revised")


def test_an_unknown_section_does_not_exist(paula, draft):
    assert paula.get(edit(draft, "elsewhere")).status_code == 404

"""Questions in a real browser: shown by other answers at once, ranked and ordered by keyboard and by drag."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_call, make_format, make_meeting, make_prompt

pytestmark = pytest.mark.django_db(transaction=True)

CHOICES = ["Rows", "Round tables", "A horseshoe"]


@pytest.fixture
def call(cast):
    call = make_call(make_meeting(), timezone.now())
    facts = (
        {"slug": "hybrid", "label": "Is it hybrid?", "kind": "yes"},
        {"slug": "seats", "label": "How many by video?", "kind": "number", "lowest": 1, "highest": 3},
        {"slug": "why", "label": "Why so many?", "kind": "text", "word_limit": 3, "shown_when": "seats"},
        {"slug": "wishes", "label": "What is needed?", "kind": "several", "choices": CHOICES},
        {"slug": "seating", "label": "How are seats set?", "kind": "ranking", "choices": CHOICES},
        {"slug": "site", "label": "Where to read on?", "kind": "link"},
        {"slug": "day", "label": "On which day?", "kind": "date"},
        {"slug": "letter", "label": "A letter", "kind": "file"},
        {"slug": "notes", "label": "Who takes notes?", "kind": "line", "due": "later", "section": "Before the day"},
    )
    for order, each in enumerate(facts):
        make_prompt(call, **each, is_required=False, order=order)
    call.prompts.filter(slug="seats").update(shown_when="hybrid", shown_value="yes")
    make_format(call)
    return call


def answered(page, proposal, slug, text):
    expect(page.locator("#save-state")).to_contain_text("Saved")
    page.wait_for_timeout(1500)
    proposal.refresh_from_db()
    assert proposal.answers.get(slug) == text


def test_questions_come_and_go_with_the_answers_they_hang_on(call, cast, open_page, sign_in_as):
    draft = make_proposal(call.formats.get(), cast.paula, timezone.now())
    page = open_page()
    sign_in_as(page, cast.paula)
    page.goto(reverse("proposal_edit", args=[draft.code, "questions"]))
    seats, why = page.locator("#prompt-seats"), page.locator("#prompt-why")
    expect(seats).to_be_hidden()
    page.get_by_label("Yes").check()
    expect(seats).to_be_visible()
    expect(why).to_be_hidden()
    seats.locator("input[type=text]").fill("7")
    expect(why).to_be_visible()
    expect(page.locator("#fault-seats")).to_contain_text("7; from 1 to 3.")
    why.locator("textarea").press_sequentially("one two three four")
    expect(why).to_contain_text("4 of 3 words")
    page.get_by_label("No", exact=True).check()
    expect(seats).to_be_hidden()
    expect(why).to_be_hidden()
    answered(page, draft, "seats", "7")


def test_a_ranking_is_made_by_keyboard_and_by_drag(call, cast, open_page, sign_in_as):
    draft = make_proposal(call.formats.get(), cast.paula, timezone.now())
    page = open_page()
    sign_in_as(page, cast.paula)
    page.goto(reverse("proposal_edit", args=[draft.code, "questions"]))
    places = page.locator("#prompt-seating select")
    for place, choice in enumerate(CHOICES):
        places.nth(place).focus()
        for _ in range(1 + CHOICES.index(choice)):
            page.keyboard.press("ArrowDown")
    answered(page, draft, "seating", "Rows\nRound tables\nA horseshoe")
    places.nth(0).focus()
    page.keyboard.press("End")
    places.nth(1).focus()
    answered(page, draft, "seating", "A horseshoe\nRound tables\nRows")
    handles = page.locator("#prompt-seating [data-handle]")
    handles.nth(2).scroll_into_view_if_needed()
    handles.nth(2).hover()
    page.mouse.down()
    handles.nth(1).hover()
    handles.nth(0).hover()
    page.mouse.up()
    answered(page, draft, "seating", "Rows\nA horseshoe\nRound tables")


def test_staff_order_questions_by_drag_and_by_keyboard_and_undo_it(call, cast, open_page, sign_in_as):
    page = open_page()
    sign_in_as(page, cast.olga)
    page.goto(reverse("prompt_list", args=[call.meeting.slug, call.slug]))
    order = "rows => rows.map(row => row.dataset.prompt)"
    page.locator("#seats [data-handle]").hover()
    page.mouse.down()
    page.locator("#hybrid [data-handle]").hover()
    page.mouse.up()
    expect(page.get_by_text("stands in “The workshop” now")).to_be_visible()
    assert page.eval_on_selector_all("[data-prompt]", order)[:3] == ["seats", "hybrid", "why"]
    page.get_by_role("button", name="Undo").press("Enter")
    page.wait_for_url("**moved=*")
    down = page.locator("#hybrid button[value=down]")
    down.press("Enter")
    expect(down).to_be_focused()
    assert page.eval_on_selector_all("[data-prompt]", order)[:3] == ["seats", "hybrid", "why"]


def test_the_pages_of_questions_are_accessible_in_light_and_dark(
    call, cast, open_page, sign_in_as, accessibility_faults
):
    draft = make_proposal(call.formats.get(), cast.paula, timezone.now(), answers={"hybrid": "yes", "seats": "9"})
    accepted = make_proposal(call.formats.get(), cast.paula, timezone.now(), "confirmed")
    here = [call.meeting.slug, call.slug]
    addresses = {
        cast.paula: [
            reverse("proposal_edit", args=[draft.code, "questions"]),
            reverse("proposal_later", args=[accepted.code]),
            reverse("proposal", args=[accepted.code]),
        ],
        cast.olga: [
            *(reverse(name, args=here) for name in ("prompt_list", "prompt_new", "prompt_preview", "prompt_import")),
            reverse("prompt_edit", args=[*here, "seats"]),
        ],
    }
    found = []
    for person, pages in addresses.items():
        page = open_page()
        sign_in_as(page, person)
        for address in pages:
            page.goto(address)
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                found += [f"{address} {scheme} {fault}" for fault in accessibility_faults(page)]
    assert found == [], "\n".join(found)

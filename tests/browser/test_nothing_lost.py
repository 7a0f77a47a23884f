"""Nothing typed is lost: by a closed tab, without a network, after a session that ended, beside a second device."""

import time

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from proposals import actions
from proposals.models import Proposal
from tests.factories.cast import make_cast
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_call, make_format, make_meeting, make_prompt

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = "Object.keys(localStorage).filter(key => key.startsWith('unsaved:')).length"


@pytest.fixture
def cast(db):
    return make_cast()


@pytest.fixture
def draft(cast):
    at = timezone.now()
    call = make_call(make_meeting(), at)
    make_prompt(call, word_limit=50)
    return make_proposal(make_format(call), cast.paula, at)


@pytest.fixture
def paula(open_page, sign_in_as, cast, draft):
    """A device of Paula's with her draft open."""

    def device(section="basics", **screen):
        page = open_page(**screen)
        sign_in_as(page, cast.paula)
        page.goto(address(draft, section))
        return page

    return device


def address(draft, section="basics"):
    return f"/proposals/{draft.code}/edit/{section}/"


def now(draft):
    return Proposal.objects.get(pk=draft.pk)


def until(condition, seconds=20):
    """Wait for what happens without a page to look at."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def summary(page):
    return page.get_by_label("Summary")


def state(page):
    return page.locator("#save-state")


def saved(page):
    return expect(state(page)).to_contain_text("Saved ")


def write_elsewhere(draft, cast, **changes):
    """What a second device has saved meanwhile."""
    fresh = now(draft)
    given = {"base_version": fresh.version, "by": cast.paula, "at": timezone.now(), "tab": "elsewhere"}
    actions.save(fresh, "basics", changes, **given)


def test_a_tab_closed_in_mid_sentence_loses_nothing(paula, draft):
    page = paula()
    summary(page).fill("Half a sentence that nobody has sav")
    page.close(run_before_unload=True)
    until(lambda: now(draft).summary == "Half a sentence that nobody has sav")


def test_a_page_left_by_a_link_loses_nothing_and_nothing_is_kept_in_the_browser_afterwards(paula, draft):
    page = paula()
    summary(page).fill("Left in mid-sent")
    page.get_by_role("link", name="My proposals").first.click()
    expect(page.get_by_role("heading", name="My proposals")).to_be_visible()
    until(lambda: now(draft).summary == "Left in mid-sent")
    page.goto(address(draft))
    expect(summary(page)).to_have_value("Left in mid-sent")
    until(lambda: page.evaluate(KEPT) == 0)


def test_a_link_leads_to_a_page_that_knows_the_last_word(paula, draft):
    page = paula("questions")
    page.get_by_label("Why now?").fill("Now.")
    page.locator("#section-rail").get_by_role("link", name="Check and submit").click()
    expect(page.get_by_text("Nothing is missing")).to_be_visible()


def test_a_text_too_long_to_take_along_is_sent_by_the_next_page(paula, draft):
    long = ("Größe über alles. " * 4_000)[:59_000].strip()
    page = paula()
    context = page.context
    page.route("**/edit/**", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    summary(page).fill(long)
    page.close(run_before_unload=True)
    page = context.new_page()
    page.goto("/proposals/")
    until(lambda: now(draft).summary == long)
    until(lambda: page.evaluate(KEPT) == 0)


def test_who_types_without_a_pause_is_saved_all_the_same(paula, draft):
    page = paula()
    summary(page).focus()
    end = time.monotonic() + 30
    while now(draft).summary == "How tumours make blood clot." and time.monotonic() < end:
        page.keyboard.type("word ", delay=40)
    assert "word" in now(draft).summary


def test_offline_edits_wait_and_are_sent_when_the_network_is_back(paula, draft, complaints):
    page = paula()
    page.context.set_offline(True)
    summary(page).fill("Typed in a tunnel")
    expect(state(page)).to_contain_text("You are offline. What you type is kept in this browser")
    page.context.set_offline(False)
    saved(page)
    assert now(draft).summary == "Typed in a tunnel"
    until(lambda: page.evaluate(KEPT) == 0)
    complaints.clear()


def offline_words(page, words):
    """Typed without a network, in a page that is closed before it comes back."""
    context = page.context
    context.set_offline(True)
    page.evaluate("navigator.sendBeacon = () => true")  # a battery that dies sends nothing off
    summary(page).fill(words)
    expect(state(page)).to_contain_text("You are offline")
    page.close()
    later = context.new_page()  # while the network is away still: what the closed page sends last does not pass
    context.set_offline(False)
    return later


def test_what_was_typed_offline_in_a_closed_page_merges_with_what_another_device_saved(
    paula, draft, cast, complaints
):
    page = offline_words(paula(), "Typed in a tunnel")
    write_elsewhere(draft, cast, title="Title from the desk")
    page.goto("/proposals/")
    until(lambda: now(draft).summary == "Typed in a tunnel")
    assert now(draft).title == "Title from the desk"
    until(lambda: page.evaluate(KEPT) == 0)
    complaints.clear()


def test_its_own_page_shows_it_at_once_and_says_so(paula, draft, complaints):
    page = offline_words(paula(), "Typed in a tunnel")
    page.goto(address(draft))
    expect(page.get_by_text("What you typed here on")).to_be_visible()
    expect(summary(page)).to_have_value("Typed in a tunnel")
    complaints.clear()


def test_the_same_words_changed_elsewhere_are_shown_beside_what_was_typed_offline(paula, draft, cast, complaints):
    page = offline_words(paula(), "Typed in a tunnel")
    write_elsewhere(draft, cast, summary="Typed at the desk")
    page.goto(address(draft))
    page.get_by_role("button", name="See both and decide").click()
    expect(page.locator("#clash")).to_contain_text("Typed at the desk")
    expect(summary(page)).to_have_value("Typed in a tunnel")
    page.get_by_role("button", name="Save mine").click()
    expect(page.locator("#clash")).to_be_empty()
    assert now(draft).summary == "Typed in a tunnel"
    expect(page.get_by_role("button", name="See both and decide")).to_have_count(0)
    complaints.clear()


def test_a_session_that_ended_is_said_and_nothing_is_lost_after_signing_in_in_another_window(
    paula, draft, cast, sign_in_as, complaints
):
    page = paula()
    Session.objects.all().delete()
    summary(page).fill("Typed after the session ended")
    expect(state(page)).to_contain_text("Not saved: you are signed out. Your text is safe in this window.")
    link = state(page).get_by_role("link", name="Sign in in another window")
    assert link.get_attribute("href").endswith(f"?next=%2Fproposals%2F{draft.code}%2Fedit%2Fbasics%2F")
    sign_in_as(page, cast.paula)
    page.evaluate("dispatchEvent(new Event('focus'))")
    saved(page)
    assert now(draft).summary == "Typed after the session ended"
    complaints.clear()


def test_a_button_pressed_after_the_session_ended_sends_its_text_once_she_has_signed_in(
    paula, draft, cast, sign_in_as, complaints
):
    page = paula()
    Session.objects.all().delete()
    page.route(
        "**/edit/**", lambda route: route.abort() if "hx-request" in route.request.headers else route.continue_()
    )
    summary(page).fill("Pressed too late")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    expect(page.get_by_label("What you wrote, 2")).to_have_value("Pressed too late")
    page.unroute("**/edit/**")
    sign_in_as(page, cast.paula)
    page.goto(address(draft))
    expect(summary(page)).to_have_value("Pressed too late")
    assert now(draft).summary == "Pressed too late"
    complaints.clear()


def test_nobody_else_in_the_same_browser_sees_or_sends_it_and_signing_out_clears_it(
    paula, draft, cast, sign_in_as, complaints
):
    page = offline_words(paula(), "Canary of Paula")
    posts = []
    page.on("request", lambda request: request.method == "POST" and posts.append(request.url))
    sign_in_as(page, cast.stan)
    page.goto("/proposals/")
    expect(page.get_by_text("Canary of Paula")).to_have_count(0)
    assert posts == []
    assert page.evaluate(KEPT) == 1
    sign_in_as(page, cast.paula)
    page.route("**/edit/**", lambda route: route.abort())
    page.goto("/proposals/")
    page.locator(".me-menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    assert page.evaluate(KEPT) == 0
    complaints.clear()


def test_a_screen_reader_hears_of_saving_in_words_and_not_at_every_word(paula, draft):
    page = paula()
    heard = page.locator("[data-save-words]")
    page.evaluate(
        "window.heard = 0; new MutationObserver(() => window.heard++)"
        ".observe(document.querySelector('[data-save-words]'), {childList: true, characterData: true, subtree: true})"
    )
    for words in ("One", "One two", "One two three"):
        summary(page).fill(words)
        saved(page)
        until(lambda words=words: now(draft).summary == words)
    expect(heard).to_contain_text("Saved at ")
    assert page.evaluate("window.heard") == 1


def test_a_proposal_handed_in_elsewhere_says_why_it_takes_no_more_words_and_keeps_them(
    paula, draft, cast, complaints
):
    draft.answers = {"why-now": "Now."}
    draft.save()
    page = paula()
    actions.submit(draft, by=cast.paula, at=timezone.now())
    summary(page).fill("One more thought")
    expect(state(page)).to_contain_text("The text stands as it is: the proposal is submitted.")
    page.goto("/proposals/")
    page.get_by_role("button", name="Show it").click()
    expect(page.locator("pre")).to_contain_text("One more thought")
    page.get_by_role("button", name="Throw it away").click()
    assert page.evaluate(KEPT) == 0
    complaints.clear()

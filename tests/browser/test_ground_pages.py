"""People, background work and letters in a real browser: they fit, axe finds nothing, and they answer."""

import pytest

from jobs.models import Job
from letters.models import Letter
from tests.factories.letters import NOTE, make_letter
from tests.factories.workshops import make_meeting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def filled(cast, at):
    """Something on every page."""
    meeting = make_meeting()
    letter = make_letter(cast.paula, at, batch="decisions:1", kind=NOTE.name)
    make_letter(cast.felix, at, "queued", fault="The mail server cannot be reached (refused).", attempts=2)
    make_letter(cast.felix, at, "sent", kind=NOTE.name)
    job = Job.objects.create(
        kind="letters.send",
        by=cast.olga,
        created_at=at,
        started_at=at,
        state="running",
        progress=30,
        message="3 of 9",
    )
    words = f"/letters/sets/{meeting.letter_set_id}/"
    return [
        "/people/",
        "/people/profile/",
        f"/people/{cast.ada.code}/staff/",
        "/jobs/",
        job.address,
        "/letters/",
        f"/letters/{letter.pk}/",
        f"/letters/release/?letter={letter.pk}",
        "/letters/sets/",
        words,
        f"{words}{NOTE.name}/",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits_a_phone(
    open_page, sign_in_as, assert_accessible, assert_fits, cast, filled, scheme
):
    page = open_page(width=390, scheme=scheme)
    sign_in_as(page, cast.olga)
    for path in filled:
        page.goto(path)
        assert page.get_by_role("heading", level=1).count() == 1, path
        assert_accessible(page)
        assert_fits(page)


def test_a_job_is_followed_to_its_end_without_a_page_load(page, sign_in_as, cast, at):
    job = Job.objects.create(
        kind="letters.send", by=cast.paula, created_at=at, started_at=at, state="running", progress=30
    )
    sign_in_as(page, cast.paula)
    page.goto(job.address)
    Job.objects.update(progress=80, message="8 of 9")
    page.get_by_text("8 of 9").wait_for()
    Job.objects.update(
        state="done", progress=100, message="", finished_at=at, result={"address": "/", "label": "See the letters"}
    )
    page.get_by_role("link", name="See the letters").wait_for()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(1500)
    assert asked == []


def test_a_batch_is_released_from_the_outbox(page, sign_in_as, cast, at):
    for person in (cast.paula, cast.felix):
        make_letter(person, at, batch="decisions:1")
    sign_in_as(page, cast.olga)
    page.goto("/letters/")
    page.get_by_role("link", name="release them all").click()
    page.get_by_role("heading", name="Release 2 letters to 2 people?").wait_for()
    page.get_by_role("button", name="Release 2 letters").click()
    page.get_by_text("2 letters released").wait_for()
    assert Letter.objects.held().count() == 0


def test_a_preview_fills_its_frame_with_what_is_typed_and_keeps_nothing(page, sign_in_as, cast):
    letter_set = make_meeting().letter_set
    sign_in_as(page, cast.olga)
    page.goto(f"/letters/sets/{letter_set.pk}/{NOTE.name}/")
    frame = page.frame_locator("iframe[name=preview]")
    frame.get_by_text("Dear Paula Perez,").wait_for()
    page.get_by_label("Letter").fill("We write to *{{name}}*.")
    page.get_by_role("button", name="Preview").click()
    frame.get_by_text("We write to Paula Perez.").wait_for()
    assert page.get_by_label("Letter").input_value() == "We write to *{{name}}*."
    assert letter_set.templates.count() == 0


def test_a_profile_is_kept_and_what_is_wrong_is_said_beside_its_field(phone, sign_in_as, cast):
    sign_in_as(phone, cast.paula)
    phone.goto("/people/profile/")
    phone.get_by_label("ORCID iD").fill("0000-0002-1825-0098")
    phone.get_by_role("button", name="Save").click()
    assert "not an ORCID iD" in phone.get_by_role("alert").inner_text()
    phone.get_by_label("ORCID iD").fill("0000-0002-1825-0097")
    phone.get_by_role("button", name="Save").click()
    phone.get_by_text("Your profile is kept.").wait_for()


def test_staff_is_made_in_a_dialog(page, sign_in_as, cast):
    sign_in_as(page, cast.olga)
    page.goto("/people/?q=ada")
    page.get_by_role("link", name="Make staff").click()
    page.get_by_role("dialog").get_by_role("button", name="Make program staff").click()
    page.get_by_text("Ada Adeyemi is now program staff.").wait_for()
    cast.ada.refresh_from_db()
    assert cast.ada.is_staff

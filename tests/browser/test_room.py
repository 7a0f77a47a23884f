"""A committee sits, in a real browser: Chen leads it to its minutes, and Rita, who is in conflict, learns nothing."""

from django.utils import timezone
from playwright.sync_api import expect

from reviews.actions import presiding, voting
from reviews.models import Conflict, Motion
from tests.factories.reviews import make_sitting

TITLE = "Canary in review by Paula"


def test_chen_runs_a_sitting_and_its_minutes_appear(world, cast, at, live_server, open_page, sign_in_as):
    Conflict.objects.create(
        proposal=world.in_review, person=cast.rita, reason="We share a grant", by=cast.rita, at=at
    )
    sitting = make_sitting(world.stage, at, world.in_review, secretary=cast.chen)
    presiding.open_sitting(sitting, by=cast.chen, at=timezone.now())
    for person in (cast.chen, cast.raj, cast.rita):
        presiding.come(sitting, person=person, by=person, at=timezone.now())
    chen, rita = open_page(), open_page(width=390)
    for page, person in ((chen, cast.chen), (rita, cast.rita)):
        sign_in_as(page, person)
        page.goto(f"{live_server.url}/{world.meeting.slug}/sittings/{sitting.pk}/room/")
    expect(rita.get_by_text("Nothing is being discussed.")).to_be_visible()
    expect(rita.get_by_text(TITLE)).to_have_count(0)

    chen.get_by_role("button", name="Begin").click()
    expect(chen.get_by_role("heading", name=TITLE, exact=False).first).to_be_visible()
    expect(rita.get_by_text("Something is being discussed, and you are out of the room.")).to_be_visible()
    expect(rita.get_by_text(TITLE)).to_have_count(0)

    chen.get_by_label("What is moved").select_option(label="Accept")
    chen.get_by_label("Moved by").select_option(label=str(cast.chen))
    chen.get_by_label("Seconded by").select_option(label=str(cast.raj))
    chen.get_by_role("button", name="Move it").click()
    chen.get_by_role("button", name="Put to an open vote").click()
    voting.vote(Motion.objects.get(), choice="yes", person=cast.raj, by=cast.raj, at=timezone.now())
    chen.get_by_role("button", name="Yes", exact=True).click()
    chen.get_by_role("button", name="Count the votes").click()
    expect(chen.get_by_text("2 yes, 0 no, 0 abstained")).to_be_visible()

    chen.get_by_role("button", name="End").click()
    expect(rita.get_by_text("Nothing is being discussed.")).to_be_visible()
    expect(rita.get_by_text("abstained")).to_have_count(0)
    chen.get_by_role("button", name="Close the sitting").click()
    main = chen.get_by_role("main")
    expect(main.get_by_role("heading", name="Minutes")).to_be_visible()
    expect(main).to_contain_text(f"{cast.rita} left the room")
    expect(main).to_contain_text("Motion: Accept")

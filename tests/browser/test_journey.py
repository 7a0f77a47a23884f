"""The whole story in one browser, on the demo's meeting: from Paula's first word to Ada's calendar.

With CONVOKE_SCREENSHOTS set, what it sees is kept in docs/screenshots/ for the README.
"""

import os
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings as live_settings
from PIL import Image
from playwright.sync_api import expect

from people.demo_sign_in import ROLES
from reviews.models import Stage
from tests.factories.demo import reread, tell_again
from tests.journeys import committee, paula, public, schedule
from tests.journeys.places import DECIDED, MEETING

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.pdf]
ALBUM = Path(live_settings.ROOT) / "docs" / "screenshots"
COLOURS = 128
PATIENCE = 60_000


@pytest.fixture
def demo(transactional_db, settings):
    settings.DEMO_SIGN_IN, settings.DEMO_CAST = True, list(ROLES)
    reread()
    yield tell_again()
    settings.DEMO_SIGN_IN = False
    reread()


@pytest.fixture
def camera():
    """camera(page, name) keeps what the window shows, with few colours so that the files stay small."""

    def take(page, name):
        if os.environ.get("CONVOKE_SCREENSHOTS"):
            ALBUM.mkdir(exist_ok=True)
            page.evaluate("scrollTo(0, 0)")
            shot = Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
            shot.save(ALBUM / f"{name}.png", optimize=True)

    return take


@pytest.fixture
def sits_down(demo, open_page):
    """A window of one of the cast, who signs in with one click."""

    def at_the_desk(name, **screen):
        page = open_page(**screen)
        page.set_default_timeout(PATIENCE)
        page.goto("/accounts/login/")
        page.get_by_role("button", name=name).click()
        expect(page.get_by_role("banner")).to_contain_text(name.split()[0])
        return page

    return at_the_desk


def test_a_workshop_goes_all_the_way(sits_down, camera):
    proposer, chen, olga = sits_down("Paula Perez"), sits_down("Chen Wei"), sits_down("Olga Okafor")
    paula.begin(proposer, camera)
    paula.write(proposer, camera)
    code = paula.submit(proposer, camera)

    committee.take_in(chen, camera)
    committee.read(sits_down("Rita Romano"), camera)
    committee.recommend(chen, camera)
    committee.approve(chen, olga, camera)
    paula.sees_no_decision(proposer, code)
    committee.tell(olga, camera)
    paula.confirm(proposer, code)

    schedule.by_keyboard(chen, camera)
    schedule.by_mouse(olga, camera, "Cypress Room", "08:30")
    schedule.by_form(olga, "Lagoon Room", "08:15")
    schedule.plan(olga, camera)
    schedule.approve(chen)
    schedule.release(olga, camera)

    ada = sits_down("Ada Adeyemi")
    public.star(ada, camera)
    public.subscribe(ada, camera)
    stan = sits_down("Stan Stone")
    public.sees_only_what_is_public(stan, code, Stage.objects.filter(call__meeting__slug=MEETING)[0].pk)


@pytest.mark.skipif(not os.environ.get("CONVOKE_SCREENSHOTS"), reason="only takes pictures")
def test_pictures_of_what_the_story_does_not_pass(sits_down, open_page, camera):
    for name in ("Olga Okafor", "Chen Wei", "Paula Perez"):
        page = sits_down(name)
        page.goto("/")
        camera(page, f"home-{name.split()[0].lower()}")
    page = open_page()
    page.goto("/accounts/login/")
    camera(page, "sign-in")
    page.goto(f"/{DECIDED}/program/?view=grid")
    camera(page, "program-grid")
    page.goto("/ash-2014/program/")
    camera(page, "past-program")
    phone = open_page(width=390, height=844)
    phone.goto(f"/{DECIDED}/program/")
    camera(phone, "phone-program")
    rita = sits_down("Rita Romano", width=390, height=844)
    rita.goto(f"/{MEETING}/reviews/")
    camera(rita, "phone-worklist")
    schedule.plan(sits_down("Olga Okafor"), camera, DECIDED)
    dark = sits_down("Chen Wei", scheme="dark")
    dark.goto(f"/{DECIDED}/schedule/")
    camera(dark, "schedule-dark")

"""Scratch: screenshots."""
from datetime import timedelta
import pytest
from django.utils import timezone
from tests.dashboard.test_home import crowd
from tests.factories.world import make_world
from tests.factories.workshops import make_call, make_format, make_meeting
from tests.factories.proposals import make_proposal

@pytest.mark.django_db(transaction=True)
def test_look(open_page, sign_in_as, cast, assert_accessible):
    now = timezone.now()
    world = make_world(cast, now)
    day = (now + timedelta(days=200)).date()
    call = make_call(make_meeting("spring", name="Spring Meeting", starts_on=day, ends_on=day), now, name="Call for agenda-setting sessions", closes_at=now+timedelta(days=3))
    make_format(call)
    crowd(call, cast, now, 4)
    make_proposal(call.formats.get(), cast.paula, now, "accepted", title="Accepted one")
    faults = []
    for who in ("nobody", "olga", "chen", "rita", "paula", "ada", "stan"):
        for width, scheme in ((1280, "light"), (390, "dark")):
            page = open_page(width=width, scheme=scheme)
            if who != "nobody":
                sign_in_as(page, getattr(cast, who))
            for name, path in PATHS.items():
                page.goto(path)
                page.screenshot(path=f"/tmp/shots/{name}-{who}-{width}.png", full_page=True)
                wide = page.evaluate("document.documentElement.scrollWidth")
                if wide > width: faults.append((name, who, width, wide))
                try: assert_accessible(page)
                except AssertionError as e: faults.append((name, who, scheme, str(e)[:600]))
            page.context.close()
    print(faults)
    assert faults == []

PATHS = {"home": "/"}

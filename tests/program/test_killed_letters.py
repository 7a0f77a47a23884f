"""A worker killed while it writes to attendees: the next one goes on, and each gets one letter."""

import json

import pytest

from tests.program.test_killed_render import WORKER, Machine

CHANGE = """
import django; django.setup()
from datetime import timedelta
from program.actions.following import ask_to_tell, tell_followers
from scheduling.actions import placing
from scheduling.models import Placement, Star
from tests.conftest import AT
from tests.factories.cast import make_cast
from tests.factories.program import make_release
from tests.factories.world import make_world
world = make_world(make_cast(), AT)
world.meeting.is_public = True
world.meeting.save()
tell_followers(make_release(world.version, world.cast.olga, AT), at=AT)
for person in (world.cast.ada, world.cast.raj, world.cast.rita):
    Star.objects.create(session=world.session, person=person, at=AT + timedelta(hours=1))
draft = placing.draft_of(world.meeting, at=AT)
place = Placement.objects.get(version=draft, session=world.session)
place.starts_at += timedelta(hours=2)
place.save()
ask_to_tell(make_release(draft, world.cast.olga, AT + timedelta(days=1)).published_at)
"""
LOOK = """
import django, json; django.setup()
from letters.models import Letter
from program.models import Release
release = Release.objects.get(meeting__slug="ash-2027", number=2)
letters = Letter.objects.filter(kind="program.starred").values_list("to_address", flat=True)
print(json.dumps([sorted(letters), release.told_at is not None]))
"""


@pytest.mark.slow
def test_who_has_a_letter_gets_no_other_and_who_has_none_gets_one(tmp_path):
    machine = Machine(tmp_path, "letters")
    machine.run("manage.py", "migrate", "--run-syncdb", "--verbosity", "0")
    machine.run("-c", CHANGE)
    machine.work_until_killed_at("letters")
    letters, told = json.loads(machine.run("-c", LOOK))
    assert (len(letters), told) == (1, False)
    machine.run(*WORKER, "--batch")
    letters, told = json.loads(machine.run("-c", LOOK))
    assert letters == ["ada@example.org", "raj@example.org", "rita@example.org"]
    assert told

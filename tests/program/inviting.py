"""From a draft to letters that were let go: what tests of calendar invitations do again and again."""

from datetime import timedelta

import icalendar

from letters import actions as outbox
from letters.models import Letter
from program.actions.inviting import batch_of, write_invitations
from scheduling.actions import placing
from tests.factories.program import make_release
from tests.factories.scheduling import FRIDAY


def choose(world) -> None:
    """The meeting is public and wants invitations."""
    world.meeting.tells_calendars = world.meeting.is_public = True
    world.meeting.save()


def draft(world, at):
    return placing.draft_of(world.meeting, at=at)


def release(world, at, number=1):
    return make_release(draft(world, at), world.cast.olga, at + timedelta(days=number))


def write(world, at, number=1) -> int:
    return write_invitations(world.meeting, by=world.cast.olga, at=at + timedelta(days=number, hours=1))


def let_go(world, at, number=1) -> list[Letter]:
    held = Letter.objects.held().filter(batch=batch_of(world.meeting))
    gone = list(held.order_by("pk").values_list("pk", flat=True))
    outbox.release(held, by=world.cast.olga, at=at + timedelta(days=number, hours=2))
    return list(Letter.objects.filter(pk__in=gone).order_by("pk"))


def told(world, at, number=1) -> list[tuple]:
    """Release the program, write and let go; who was told what with which sequence."""
    release(world, at, number)
    write(world, at, number)
    return [said(letter) for letter in let_go(world, at, number)]


def said(letter: Letter) -> tuple:
    calendar = icalendar.Calendar.from_ical(letter.calendar)
    return letter.kind, letter.to_address, str(calendar["METHOD"]), int(calendar.walk("VEVENT")[0]["SEQUENCE"])


def move(world, at, hours: int):
    placing.place(
        draft(world, at),
        world.session,
        room=world.room,
        starts_at=FRIDAY + timedelta(hours=hours),
        by=world.cast.olga,
        at=at,
    )


FELIX = "felix@example.org"

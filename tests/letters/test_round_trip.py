"""There and back, over a real mail server and a real mailbox: invited, answered, moved, answered again, cancelled.

Her mail program is two libraries that are not ours: it reads what arrives, and answers with what they write.
"""

import smtplib
from datetime import timedelta

import pytest

from letters import actions as outbox
from letters.inbox.reading import read_mailbox
from letters.models import Invitee, Letter, Received
from letters.sending import send_due
from program.actions.inviting import batch_of, write_invitations
from scheduling.actions import placing, sessions
from tests.factories.program import make_release
from tests.factories.scheduling import FRIDAY, make_room, make_session, place
from tests.letters.answers import LIBRARIES, mail_of, organizer_of
from tests.rendering.readers import by_evolution

pytestmark = pytest.mark.dovecot


class Felix:
    """His mail program: what it holds is what arrived by SMTP, what it sends goes back by SMTP."""

    def __init__(self, post, library: str):
        self.post, self.write, self.sent = post, LIBRARIES[library], 0

    @property
    def calendar(self) -> str:
        message = self.post.accepted[-1][2]
        part = next(each for each in message.walk() if each.get_content_type() == "text/calendar")
        return part.get_payload(decode=True).decode()

    def answer(self, status: str, *, stamp, comment: str = "") -> None:
        self.sent += 1
        to = organizer_of(self.calendar)
        mail = mail_of(
            self.write(self.calendar, status, stamp=stamp, comment=comment), to=to, number=f"felix-{self.sent}"
        )
        with smtplib.SMTP("127.0.0.1", self.post.port, timeout=5) as server:
            server.sendmail("felix@example.org", [to], mail)


@pytest.fixture
def society(world, post, mailbox):
    post.deliver = mailbox.deliver
    world.meeting.tells_calendars = world.meeting.is_public = True
    world.meeting.save()
    place(world.version, make_session(world.meeting, "Nobody in it"), make_room(world.meeting, "hall-b"))
    return world


def tell(world, at) -> int:
    make_release(placing.draft_of(world.meeting, at=at), world.cast.olga, at)
    write_invitations(world.meeting, by=world.cast.olga, at=at)
    outbox.release(Letter.objects.held().filter(batch=batch_of(world.meeting)), by=world.cast.olga, at=at)
    return send_due(at)


def now() -> tuple[str, bool, str]:
    invitee = Invitee.objects.get()
    return invitee.answer, invitee.is_answer_of_now, invitee.comment


@pytest.mark.parametrize("library", LIBRARIES)
def test_an_invitation_goes_there_and_back(society, post, mailbox, at, library):
    felix, days = Felix(post, library), [at + timedelta(days=each) for each in range(6)]
    assert tell(society, days[0]) == 1
    assert "METHOD:REQUEST" in felix.calendar
    by_evolution(felix.calendar.encode())
    felix.answer("ACCEPTED", stamp=days[0], comment="Gladly, 很高兴!")
    assert read_mailbox(days[0]) == 1
    assert now() == ("accepted", True, "Gladly, 很高兴!")

    draft = placing.draft_of(society.meeting, at=days[1])
    moved = FRIDAY + timedelta(hours=2)
    placing.place(draft, society.session, room=society.room, starts_at=moved, by=society.cast.olga, at=days[1])
    assert tell(society, days[2]) == 1
    assert now()[:2] == ("accepted", False)
    assert "PARTSTAT=NEEDS-ACTION" in felix.calendar.replace("\r\n ", "")
    felix.answer("DECLINED", stamp=days[2])
    assert read_mailbox(days[2]) == 1
    assert now() == ("declined", True, "")

    sessions.cancel_session(society.session, reason="The speaker is ill.", by=society.cast.olga, at=days[3])
    assert tell(society, days[4]) == 1
    assert "METHOD:CANCEL" in felix.calendar
    by_evolution(felix.calendar.encode())
    assert Invitee.objects.get().answer_in_words == "Called off"
    felix.answer("ACCEPTED", stamp=days[5])
    assert read_mailbox(days[5]) == 1
    assert now()[0] == "declined"
    assert {name: len(mails) for name, mails in mailbox.folders().items()} == {"Convoke.Read": 3}
    assert set(Received.objects.values_list("invitee", flat=True)) == {Invitee.objects.get().pk}


def test_one_organizer_stays_through_all_and_the_uid_is_the_feed_s(society, post, at, client):
    felix = Felix(post, "icalendar")
    tell(society, at)
    first = organizer_of(felix.calendar)
    draft = placing.draft_of(society.meeting, at=at)
    placing.place(
        draft,
        society.session,
        room=society.room,
        starts_at=FRIDAY + timedelta(hours=3),
        by=society.cast.olga,
        at=at,
    )
    tell(society, at + timedelta(days=1))
    assert organizer_of(felix.calendar) == first
    feed = client.get(f"/{society.meeting.slug}/sessions/{society.session.code}.ics").content.decode()
    assert f"UID:{society.session.uid}" in feed
    assert f"UID:{society.session.uid}" in felix.calendar
    assert first not in feed
    assert "ATTENDEE" not in feed

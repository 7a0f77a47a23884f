"""An invitation leaves as mail programs want it: a third way to read the letter, and a file."""

import icalendar

from letters.models import LetterState
from letters.sending import send_due
from tests.factories.letters import make_invitee, make_letter
from tests.letters.test_answers import invitation_to


def test_an_invitation_is_a_way_to_read_the_letter_and_a_file(post, cast, at):
    calendar = invitation_to(make_invitee(cast.felix, at, title="Ünïcødé – 研究, and more; “words”" * 5))
    make_letter(cast.felix, at, LetterState.QUEUED, calendar=calendar, reply_to="calendar+1-a@society.example")
    assert send_due(at) == 1
    message = post.accepted[0][2]
    assert message["Reply-To"] == "calendar+1-a@society.example"
    assert message.get_content_type() == "multipart/mixed"
    ways, file = message.iter_parts()
    assert [part.get_content_type() for part in ways.iter_parts()] == ["text/plain", "text/html", "text/calendar"]
    invited = list(ways.iter_parts())[-1]
    assert (invited.get_param("method"), invited.get_content_charset()) == ("REQUEST", "utf-8")
    assert invited.get_content_disposition() is None
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "invitation.ics")
    assert file.get_param("method") is None
    bodies = [part.get_payload(decode=True) for part in (invited, file)]
    assert bodies == [calendar.encode()] * 2
    assert icalendar.Calendar.from_ical(bodies[0])["METHOD"] == "REQUEST"


def test_a_letter_without_an_invitation_stays_two_ways_of_reading(post, cast, at):
    make_letter(cast.felix, at, LetterState.QUEUED)
    send_due(at)
    assert post.accepted[0][2].get_content_type() == "multipart/alternative"

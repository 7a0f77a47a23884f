"""Letters to whoever starred what a release changed: one each, nobody twice, none where it is not wanted."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from jobs.models import Job, JobState
from letters.message import message_of
from letters.models import Letter, LetterState
from program.actions import following
from program.actions.following import ask_to_tell, tell_followers
from program.following.letter_kinds import CHANGED
from program.following.stopping import address_to_stop
from program.models import Enrolment, SignUp, Silence
from scheduling.actions import placing, sessions
from scheduling.models import Star
from tests.factories.program import make_release
from tests.factories.scheduling import FRIDAY, make_room, make_session, place

A_DAY = timedelta(days=1)


class Meeting:
    """The world's meeting, public, released again and again; letters are written an hour after a release."""

    def __init__(self, world, at):
        self.world, self.at, self.number = world, at, 0
        world.meeting.is_public = True
        world.meeting.save()
        self.other = make_session(world.meeting, "Clots and cancer")
        place(world.version, self.other, make_room(world.meeting, "hall-b"))

    @property
    def draft(self):
        return placing.draft_of(self.world.meeting, at=self.at)

    def move(self, session, hours: int) -> None:
        room = self.world.room if session == self.world.session else self.world.meeting.rooms.get(slug="hall-b")
        starts_at = FRIDAY + timedelta(hours=hours)
        placing.place(self.draft, session, room=room, starts_at=starts_at, by=self.world.cast.olga, at=self.at)

    def release(self):
        self.number += 1
        return make_release(self.draft, self.world.cast.olga, self.at + self.number * A_DAY)

    def tell(self, release=None) -> list[str]:
        """Who was written to about what."""
        before = set(Letter.objects.values_list("pk", flat=True))
        release = release or self.world.meeting.releases.first()
        tell_followers(release, at=release.published_at + timedelta(hours=1))
        letters = Letter.objects.filter(kind=CHANGED).exclude(pk__in=before).order_by("to_address")
        return [f"{each.to_address}: {each.subject}" for each in letters]


@pytest.fixture
def meeting(world, at) -> Meeting:
    return Meeting(world, at)


@pytest.fixture
def starred(meeting, world, at):
    """After a first release of which there was nothing to tell: Ada starred both sessions, Raj one."""
    meeting.release()
    assert meeting.tell() == []
    later = at + A_DAY + timedelta(hours=2)
    for person, session in ((world.cast.ada, world.session), (world.cast.ada, meeting.other),
                            (world.cast.raj, meeting.other)):  # fmt: skip
        Star.objects.create(session=session, person=person, at=later)
    return meeting


def test_one_letter_tells_each_of_all_her_changes(starred, world):
    starred.move(world.session, 2)
    sessions.cancel_session(starred.other, reason="The chair is ill.", by=world.cast.olga, at=starred.at)
    starred.release()
    assert starred.tell() == [
        "ada@example.org: Changed: 2 sessions that you starred, Annual Meeting 2027",
        "raj@example.org: Changed: “Clots and cancer”, Annual Meeting 2027",
    ]
    text = message_of(Letter.objects.get(kind=CHANGED, to=world.cast.ada)).body
    assert "“Clots and cancer”: Cancelled; it was Fri 10 Dec 08:00, Hall B. The chair is ill." in text
    assert "“Canary session”: Moved from Fri 10 Dec 08:00, Hall A to Fri 10 Dec 10:00, Hall A." in text
    assert "All times are those of America/New York." in text
    assert Letter.objects.filter(kind=CHANGED, state=LetterState.QUEUED).count() == 2


def test_other_words_and_new_sessions_are_told_to_nobody(starred, world):
    world.session.title = "Another title"
    world.session.save()
    place(starred.draft, make_session(world.meeting, "Added"), world.room, FRIDAY + timedelta(hours=4))
    starred.release()
    assert starred.tell() == []


def test_what_takes_place_after_all_is_told(starred, world):
    sessions.cancel_session(starred.other, reason="Ill.", by=world.cast.olga, at=starred.at)
    starred.release()
    assert len(starred.tell()) == 2
    starred.other.refresh_from_db()
    sessions.revive_session(starred.other, by=world.cast.olga, at=starred.at)
    place(starred.draft, starred.other, world.meeting.rooms.get(slug="hall-b"))
    starred.release()
    assert len(starred.tell()) == 2
    text = message_of(Letter.objects.filter(to=world.cast.raj).latest("pk")).body
    assert "“Clots and cancer”: Takes place after all: Fri 10 Dec 08:00, Hall B." in text


def test_faculty_hear_of_their_session_only_if_they_starred_it(starred, world):
    assert world.session.people.get().person == world.cast.felix
    starred.move(world.session, 2)
    starred.release()
    assert [each.split(":")[0] for each in starred.tell()] == ["ada@example.org"]
    Star.objects.create(session=world.session, person=world.cast.felix, at=starred.at + 3 * A_DAY)
    starred.number = 3
    starred.move(world.session, 4)
    starred.release()
    assert [each.split(":")[0] for each in starred.tell()] == ["ada@example.org", "felix@example.org"]


def test_a_worker_killed_between_two_letters_goes_on_and_writes_nothing_twice(starred, world, monkeypatch):
    monkeypatch.setattr(following, "TOGETHER", 1)
    starred.move(starred.other, 3)
    release = starred.release()

    def killed(progress, message):
        if progress:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tell_followers(release, at=release.published_at, tell=killed)
    assert Letter.objects.filter(kind=CHANGED).count() == 1
    assert tell_followers(release, at=release.published_at) == 1
    assert tell_followers(release, at=release.published_at) == 0
    release.refresh_from_db()
    release.told_at = None  # as for a worker that ended after its last letter
    release.save()
    assert tell_followers(release, at=release.published_at) == 0
    assert sorted(Letter.objects.filter(kind=CHANGED).values_list("to_address", flat=True)) == [
        "ada@example.org",
        "raj@example.org",
    ]


def test_who_signed_up_for_what_is_cancelled_has_a_letter_about_that_already(starred, world):
    sign_up = SignUp.objects.create(session=starred.other, places=1)
    Enrolment.objects.create(sign_up=sign_up, person=world.cast.ada, asked_at=starred.at, placed_at=starred.at)
    starred.move(starred.other, 3)
    starred.release()
    assert len(starred.tell()) == 2
    sessions.cancel_session(starred.other, reason="Ill.", by=world.cast.olga, at=starred.at)
    starred.release()
    assert [each.split(":")[0] for each in starred.tell()] == ["raj@example.org"]


def test_two_workers_that_write_at_once_write_one_letter_each(starred):
    starred.move(starred.other, 3)
    release, others = starred.release(), []

    def meanwhile(progress, message):
        """The other worker does everything once this one knows whom to write to."""
        if not others:
            others.append(tell_followers(release, at=release.published_at))

    assert tell_followers(release, at=release.published_at, tell=meanwhile) == 0
    assert others == [2]
    assert Letter.objects.filter(kind=CHANGED).count() == 2


def test_a_release_that_was_overtaken_is_made_up_for(starred, world, monkeypatch):
    """Raj was told of program 2 when program 3 came; Ada was not, and hears of both at once."""
    monkeypatch.setattr(following, "TOGETHER", 1)
    starred.move(starred.other, 3)
    second = starred.release()
    with pytest.raises(KeyboardInterrupt):
        tell_followers(second, at=second.published_at, tell=_stop_at_the_second)
    assert Letter.objects.get(kind=CHANGED).to == world.cast.raj
    starred.move(world.session, 2)
    third = starred.release()
    assert starred.tell(second) == []
    assert starred.tell(third) == [
        "ada@example.org: Changed: 2 sessions that you starred, Annual Meeting 2027",
    ]
    second.refresh_from_db()
    assert second.told_at is not None


def _stop_at_the_second(progress, message):
    if progress:
        raise KeyboardInterrupt


def test_a_change_that_was_taken_back_before_anybody_heard_is_told_to_nobody(starred):
    starred.move(starred.other, 3)
    starred.release()
    starred.move(starred.other, 0)
    starred.release()
    assert starred.tell() == []


def test_who_starred_a_session_after_it_had_moved_knows_it(starred, world):
    starred.move(world.session, 2)
    release = starred.release()
    Star.objects.create(session=world.session, person=world.cast.rita, at=release.published_at + timedelta(minutes=5))
    assert [each.split(":")[0] for each in starred.tell()] == ["ada@example.org"]


def test_a_session_that_is_over_is_told_to_nobody(starred, world):
    starred.move(world.session, 2)
    release = starred.release()
    assert tell_followers(release, at=FRIDAY + timedelta(days=1)) == 0


def test_the_clock_asks_for_each_public_release_once(starred, world, at):
    starred.move(world.session, 2)
    release = starred.release()
    for _ in range(2):
        ask_to_tell(release.published_at)
    (job,) = Job.objects.filter(kind=following.TELL, key=str(release.pk))
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, finished_at=at)
    ask_to_tell(release.published_at)
    assert Job.objects.filter(kind=following.TELL, key=str(release.pk)).count() == 1


def test_a_hidden_meeting_is_told_once_it_is_shown(starred, world):
    starred.move(world.session, 2)
    world.meeting.is_public = False
    world.meeting.save()
    release = starred.release()
    ask_to_tell(release.published_at)
    assert not Job.objects.filter(kind=following.TELL, key=str(release.pk)).exists()
    assert starred.tell() == []
    world.meeting.is_public = True
    world.meeting.save()
    assert len(starred.tell(world.meeting.releases.first())) == 1


def test_a_letter_can_be_ended_by_the_mail_program_without_a_cookie(starred, world):
    starred.move(world.session, 2)
    starred.release()
    starred.tell()
    message = message_of(Letter.objects.get(kind=CHANGED)).message()
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = message["List-Unsubscribe"].strip("<>")
    assert address == address_to_stop(world.cast.ada, world.meeting)
    path = urlsplit(address).path
    client = Client(enforce_csrf_checks=True)
    page = client.get(path).content.decode()
    assert "No more of these letters" in page
    assert not Silence.objects.exists()
    answer = client.post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert "You get no more letters" in answer.content.decode()
    assert [(each.person, each.meeting) for each in Silence.objects.all()] == [(world.cast.ada, world.meeting)]
    assert client.post(path.replace("~", "~x")).status_code == 404
    starred.move(world.session, 4)
    starred.release()
    assert starred.tell() == []


def test_ada_switches_her_letters_off_and_on(starred, world, sign_in):
    client = sign_in(world.cast.ada)
    agenda, switch = (reverse(name, args=["ash-2027"]) for name in ("my_agenda", "letters_switch"))
    assert "No letters about changes" in client.get(agenda).content.decode()
    client.post(switch)
    client.post(switch)
    assert Silence.objects.filter(person=world.cast.ada).count() == 1
    assert "Write to me" in client.get(agenda).content.decode()
    client.post(switch, {"wanted": "yes"})
    assert not Silence.objects.exists()

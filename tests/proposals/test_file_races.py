"""Two files, two scanners, two messages at the same moment."""

from datetime import timedelta

import pytest

from letters.models import Letter
from people.refusal import Refused
from proposals.actions.attaching import attach
from proposals.actions.messaging import take_back_message, tell_messages, write_message
from proposals.files.scanning import scan_due
from proposals.models import Attachment, Message
from tests.factories.cast import make_cast
from tests.factories.files import clean
from tests.factories.proposals import make_file, make_message, make_proposal
from tests.factories.workshops import make_call, make_format, make_meeting
from tests.proposals.clamd import scanner
from tests.proposals.test_races import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(db):
    return make_cast()


@pytest.fixture
def form(cast, at):
    call = make_call(make_meeting(), at, file_megabytes=1, files_megabytes=1)
    return make_format(call)


def test_two_files_at_once_do_not_pass_the_quota_together(form, cast, at):
    draft = make_proposal(form, cast.paula, at)

    def send(name):
        return lambda: attach(draft, name, clean(b"x" * 600_000), name=f"{name}.pdf", by=cast.paula, at=at)

    results = together(send("one"), send("two"), send("three"))
    assert sorted(type(each).__name__ for each in results) == ["Attached", "Refused", "Refused"]
    assert Attachment.objects.count() == 1
    draft.refresh_from_db()
    assert list(draft.answers.values()) == [Attachment.objects.get().code]


def test_files_for_several_questions_at_once_are_all_answers(form, cast, at):
    draft = make_proposal(form, cast.paula, at)

    def send(name):
        return lambda: attach(draft, name, clean(name.encode()), name=f"{name}.pdf", by=cast.paula, at=at)

    together(send("one"), send("two"), send("three"))
    draft.refresh_from_db()
    assert sorted(draft.answers) == ["one", "three", "two"]
    assert draft.version == 4


def test_two_workers_show_a_file_to_the_scanner_once(form, cast, at, settings):
    make_file(make_proposal(form, cast.paula, at), at, scan="waiting", try_at=at)
    with scanner() as server:
        settings.CLAMD = server.address
        seen = together(lambda: scan_due(at), lambda: scan_due(at))
    assert sorted(seen) == [0, 1]
    assert len(server.seen) == 1


def test_two_ticks_at_once_write_one_letter(form, cast, at):
    submitted = make_proposal(form, cast.paula, at, "submitted")
    make_message(submitted, cast.paula, at)
    later = at + timedelta(minutes=10)
    together(lambda: tell_messages(later), lambda: tell_messages(later))
    assert Letter.objects.count() == 1


def test_a_message_taken_back_while_it_is_told_is_one_or_the_other(form, cast, at):
    submitted = make_proposal(form, cast.paula, at, "submitted")
    message = write_message(submitted, "Hello", by=cast.paula, at=at)
    just = at + timedelta(minutes=10) - timedelta(microseconds=1)
    results = together(
        lambda: take_back_message(message, by=cast.paula, at=just), lambda: tell_messages(just + timedelta(seconds=1))
    )
    assert not any(isinstance(each, Refused) for each in results)
    assert Message.objects.count() == 0

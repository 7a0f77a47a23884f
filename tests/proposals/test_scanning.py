"""Files are shown to a virus scanner over a real socket, and nobody else opens them before."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.storage import storages

from letters.models import Letter
from people.refusal import Refused
from proposals import actions
from proposals.actions.attaching import attach
from proposals.files.rules import open_file
from proposals.files.scanning import ask_to_scan, scan_due, virus_in
from tests.factories.files import EICAR, clean
from tests.proposals.clamd import LONGEST, scanner


@pytest.fixture
def clamd(settings):
    with scanner() as server:
        settings.CLAMD = server.address
        yield server


@pytest.fixture
def nobody_listens(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.CLAMD = f"127.0.0.1:{free.getsockname()[1]}"
        yield free


@pytest.fixture
def send(draft, cast, at):
    def act(body):
        return attach(draft, "letter", clean(body), name="Letter.pdf", by=cast.paula, at=at).attachment

    return act


def opens(attachment, *people) -> list[bool]:
    attachment.refresh_from_db()
    return [open_file(person, attachment) is None for person in people]


def test_a_sound_file_is_opened_by_others_once_it_was_scanned(clamd, send, cast, at):
    attachment = send(b"%PDF-1.7 sound")
    assert opens(attachment, cast.paula, cast.olga) == [True, False]
    assert scan_due(at) == 1
    assert clamd.seen == [b"%PDF-1.7 sound"]
    assert opens(attachment, cast.paula, cast.olga) == [True, True]
    assert scan_due(at) == 0


def test_nobody_opens_a_file_with_a_virus_and_the_draft_goes_without_it(
    clamd, send, draft, cast, at, django_capture_on_commit_callbacks
):
    attachment = send(b"%PDF-1.7 " + EICAR)
    where = attachment.file
    with django_capture_on_commit_callbacks(execute=True):
        scan_due(at)
    assert opens(attachment, cast.paula, cast.olga) == [False, False]
    assert (attachment.scan, attachment.virus) == ("infected", "Eicar-Test-Signature")
    assert attachment.file.startswith("quarantine/")
    assert not storages["attachments"].exists(where)
    draft.refresh_from_db()
    assert draft.answers == {"why-now": "It is time."}
    assert not Letter.objects.exists()


def test_who_handed_a_virus_in_is_told_by_letter(clamd, send, draft, cast, at):
    send(b"%PDF-1.7 " + EICAR)
    actions.submit(draft, by=cast.paula, at=at)
    scan_due(at)
    letter = Letter.objects.get(kind="proposals.withheld")
    assert letter.to == cast.paula
    assert "Eicar" in letter.body
    draft.refresh_from_db()
    assert draft.answers["letter"]


def test_a_scanner_that_is_away_is_asked_again_later_and_nobody_else_opens_the_file(nobody_listens, send, cast, at):
    attachment = send(b"%PDF-1.7 sound")
    for tries, minutes in enumerate((1, 2, 5, 10, 30, 60, 60), start=1):
        assert scan_due(at) == 0
        assert opens(attachment, cast.paula, cast.olga) == [True, False]
        assert (attachment.tries, attachment.try_at) == (tries, at + timedelta(minutes=minutes))
        at = attachment.try_at


def test_the_scanner_is_asked_once_it_is_back(nobody_listens, settings, send, cast, at):
    attachment = send(b"%PDF-1.7 sound")
    scan_due(at)
    with scanner() as back:
        settings.CLAMD = back.address
        assert scan_due(at) == 0
        assert scan_due(at + timedelta(minutes=1)) == 1
    assert opens(attachment, cast.olga) == [True]


@pytest.mark.parametrize("fault", ["sulks", "too large"])
def test_an_answer_that_is_none_leaves_the_file_closed(clamd, send, cast, at, fault):
    clamd.sulks = fault == "sulks"
    attachment = send(b"x" * (LONGEST + 1 if fault == "too large" else 10))
    assert scan_due(at) == 0
    assert opens(attachment, cast.olga) == [False]


def test_without_a_scanner_files_are_open_at_once(send, cast):
    assert opens(send(b"%PDF-1.7 sound"), cast.olga) == [True]


def test_nothing_waits_for_a_scanner_that_is_no_longer_set_up(clamd, settings, send, cast, at):
    attachment = send(b"%PDF-1.7 sound")
    settings.CLAMD = ""
    ask_to_scan(at)
    assert opens(attachment, cast.olga) == [True]
    assert attachment.scan == "unasked"


@pytest.mark.django_db(transaction=True)
def test_a_worker_scans_what_was_sent_without_being_asked(clamd, send, cast, clock):
    attachment = send(b"%PDF-1.7 sound")
    assert opens(attachment, cast.olga) == [True]
    assert clamd.seen == [b"%PDF-1.7 sound"]


def test_a_file_whose_bytes_are_gone_stays_closed(clamd, send, cast, at):
    attachment = send(b"%PDF-1.7 sound")
    storages["attachments"].delete(attachment.file)
    assert scan_due(at) == 0
    with pytest.raises(Refused):
        raise Refused(open_file(cast.olga, attachment))


def test_whoever_runs_a_loop_already_may_ask_all_the_same(clamd):
    async def inside_one():
        return virus_in(b"%PDF-1.7 " + EICAR)

    with ThreadPoolExecutor(max_workers=1) as thread:
        assert thread.submit(asyncio.run, inside_one()).result() == "Eicar-Test-Signature"

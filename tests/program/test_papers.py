"""The papers of a release besides the book: what is on them, and which are printed again."""

import io
import re
import socket
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.urls import reverse
from pypdf import PdfReader

from jobs import running
from jobs.models import Job, JobState
from jobs.running import Cancelled
from people.refusal import Refused
from program.actions import printing, releasing
from program.rendition import papers
from program.rendition.papers import papers_of, print_paper
from program.shelf import body_of, path_of
from program.snapshot import Program
from rendering import pdf
from scheduling.actions import placing
from tests.factories.program import make_release
from tests.factories.scheduling import make_room, make_session, place
from tests.program.synthetic import synthetic_program
from tests.program.test_book import PROGRAM, SETTING, run
from tests.program.tricky import tricky_program


def paper(name: str, program=PROGRAM):
    return next(each for each in papers_of(program, SETTING) if each.name == name)


def sheets(name: str) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(print_paper(paper(name)))).pages]


@pytest.mark.pdf
def test_the_pocket_has_each_day_on_a_page():
    pages = sheets("pocket.pdf")
    assert [page.split("67th")[0].strip() for page in pages] == ["Saturday, 6 November", "Sunday, 7 November"]
    assert all("Program 12, 1 October 2027, 11:30" in page for page in pages)
    assert " p. " not in pages[0]


def quiet_days() -> Program:
    """Three days with a session each, the second with a word that no line holds."""
    program = synthetic_program(3, rooms=1)
    sessions = [
        replace(each, starts_at=each.starts_at + timedelta(days=day), ends_at=each.ends_at + timedelta(days=day))
        for day, each in enumerate(program.sessions)
    ]
    sessions[1] = replace(sessions[1], abstract="Haematopoiesis" * 40)
    return replace(program, sessions=tuple(sessions))


@pytest.mark.pdf
def test_days_on_which_little_takes_place_share_a_page():
    for name in ("pocket.pdf", "program.pdf"):
        pages = PdfReader(io.BytesIO(print_paper(paper(name, quiet_days())))).pages
        wide = [page.extract_text() for page in pages if page.mediabox.width > page.mediabox.height]
        assert len(wide) == 1
        assert [day for day in ("Friday, 10", "Saturday, 11", "Sunday, 12") if day not in wide[0]] == []


@pytest.mark.pdf
def test_a_word_longer_than_a_line_is_broken(tmp_path):
    path = tmp_path / "handouts.pdf"
    path.write_bytes(print_paper(paper("handouts.pdf", quiet_days())))
    ends = [float(end) for end in re.findall(r'xMax="([\d.]+)"', run("pdftotext", "-bbox", str(path), "-"))]
    assert ends
    assert max(ends) <= 595.28 - 20 / 25.4 * 72 + 1  # the right margin


@pytest.mark.pdf
def test_a_door_has_the_sessions_of_its_room_a_sheet_a_day():
    first, second = sheets("rooms/room-2.pdf")
    assert "Saturday, 6 November 2027" in first
    assert "Sunday, 7 November 2027" in second
    assert "Clots & cancer <revisited>" in first
    assert "Iron and infection" not in first
    assert "A session that was cancelled" not in first


@pytest.mark.pdf
def test_each_session_has_a_handout_that_an_address_leads_to():
    reader = PdfReader(io.BytesIO(print_paper(paper("handouts.pdf"))))
    assert len(reader.pages) >= len(PROGRAM.living)
    for session in (PROGRAM.living[0], PROGRAM.living[-1]):
        page = reader.pages[reader.get_destination_page_number(reader.named_destinations[f"s-{session.code}"])]
        assert "".join(session.title.split()) in "".join(page.extract_text().split())


def hostile(value, url: str):
    """The same with an attack in every text that is not an address or a time."""
    attack = f'"><img src="{url}"><link rel=attachment href="file:///etc/passwd"><style>@import url({url});</style>'
    if isinstance(value, tuple):
        return tuple(hostile(each, url) for each in value)
    if not is_dataclass(value):
        return value
    fixed = {
        "slug",
        "code",
        "uid",
        "zone",
        "room",
        "person",
        "speaker",
        "kind",
        "stated",
        "schema",
        "topics",
        "language",
    }
    words = {
        each.name: (getattr(value, each.name) or "x") + attack
        if isinstance(getattr(value, each.name), str)
        else hostile(getattr(value, each.name), url)
        for each in fields(value)
        if each.name not in (fixed if not isinstance(value, Program) else {"schema"})
    }
    return replace(value, **words)


@pytest.mark.pdf
def test_hostile_words_in_every_field_ask_nobody_and_print_no_file():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/x.png"
        attacked = hostile(tricky_program(4), url)
        for each in papers_of(attacked, SETTING):
            if each.name in ("program.pdf", "pocket.pdf", "handouts.pdf", "rooms/room-0.pdf"):
                reader = PdfReader(io.BytesIO(print_paper(each)))
                assert not reader.attachments
                assert "root:" not in "".join(page.extract_text() for page in reader.pages)
        with pytest.raises(BlockingIOError):
            listener.accept()


def test_only_the_book_is_another_paper_in_another_release():
    later = replace(PROGRAM, number=13, note="")
    changed = {each.name for each, other in zip(papers_of(PROGRAM, SETTING), papers_of(later, SETTING), strict=True)
               if each.key != other.key}  # fmt: skip
    assert changed == {"program.pdf"}


def test_a_session_that_moves_changes_the_doors_of_two_rooms():
    moved = replace(PROGRAM.sessions[0], room="room-3")
    later = replace(PROGRAM, sessions=(moved, *PROGRAM.sessions[1:]))
    before = {each.name: each.key for each in papers_of(PROGRAM, SETTING)}
    doors = {each.name for each in papers_of(later, SETTING) if each.key != before[each.name]}
    doors -= {"pocket.pdf", "handouts.pdf", "program.pdf"}
    assert doors == {f"rooms/{PROGRAM.sessions[0].room}.pdf", "rooms/room-3.pdf"}


@pytest.fixture
def printed(monkeypatch) -> list[str]:
    """The names of what was printed."""
    names: list[str] = []

    def quickly(paper, tell=None):
        names.append(paper.name)
        return f"%PDF-1.7 {paper.name} {paper.key} {paper.stamp}".encode()

    monkeypatch.setattr(papers, "print_paper", quickly)
    return names


def released(world, at):
    made = releasing.release(
        placing.draft_of(world.meeting, at=at), note="", by=world.cast.olga, at=at, in_background=False
    )
    return releasing.render(made, at=at)


def test_what_did_not_change_is_not_printed_again(world, at, printed, sign_in):
    first = released(world, at)
    assert sorted(printed) == ["handouts.pdf", "pocket.pdf", "program.pdf", "rooms/hall-a.pdf"]
    page = sign_in(world.cast.olga).get(reverse("releases", args=["ash-2027"])).content.decode()
    assert "Door sheets, Hall A" in page
    assert "changed in this release" not in page
    printed.clear()
    room = make_room(world.meeting, "hall-b")
    place(placing.draft_of(world.meeting, at=at), make_session(world.meeting, "Another"), room)
    second = released(world, at)
    assert sorted(printed) == ["handouts.pdf", "pocket.pdf", "program.pdf", "rooms/hall-b.pdf"]
    door = [body_of(each.files.get(name="rooms/hall-a.pdf")) for each in (first, second)]
    assert door[0] == door[1]
    page = sign_in(world.cast.olga).get(reverse("releases", args=["ash-2027"])).content.decode()
    assert page.count("changed in this release") == 4
    answer = sign_in(world.cast.olga).get(reverse("release_file", args=["ash-2027", "rooms/hall-b.pdf"]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")


def test_a_paper_that_was_lost_is_printed_again(world, at, printed, monkeypatch):
    first = released(world, at)
    printed.clear()
    digest = first.files.get(name="rooms/hall-a.pdf").digest
    storages["releases"].delete(path_of(digest))
    released(world, at)
    assert sorted(printed) == ["program.pdf", "rooms/hall-a.pdf"]


@pytest.mark.pdf
def test_one_that_cannot_be_printed_stops_the_others_and_nothing_is_public(world, at, monkeypatch):
    public = make_release(world.version, world.cast.olga, at)
    monkeypatch.setattr(papers, "MOST_PAGES", 0)
    made = releasing.release(
        placing.draft_of(world.meeting, at=at), note="", by=world.cast.olga, at=at, in_background=False
    )
    with pytest.raises(
        Refused, match=r"could not be made\. The document has more than 0 pages\. Print a part of it\."
    ):
        releasing.render(made, at=at)
    made.refresh_from_db()
    assert made.published_at is None
    assert type(made).objects.current(world.meeting) == public


@pytest.mark.pdf
def test_a_release_that_is_cancelled_stops_printing_and_stays_unpublished(world, at, monkeypatch):
    monkeypatch.setattr(printing, "TELL_SECONDS", 0.01)
    monkeypatch.setattr(pdf, "_TELL_SECONDS", 0.01)
    made = releasing.release(world.version, note="", by=world.cast.olga, at=at, in_background=False)

    def tell(progress, words):
        if "papers printed" in words:
            raise Cancelled

    with pytest.raises(Cancelled):
        releasing.render(made, at=at, tell=tell)
    made.refresh_from_db()
    assert made.published_at is None
    assert not made.files.filter(name="program.pdf").exists()


def test_a_full_storage_leaves_what_was_public(world, at, printed, monkeypatch):
    public = released(world, at)
    made = releasing.release(
        placing.draft_of(world.meeting, at=at), note="", by=world.cast.olga, at=at, in_background=False
    )

    def full(*arguments, **more):
        raise OSError(28, "No space left on device")

    job = Job.objects.create(kind=releasing.RENDER, params={"release": made.pk}, key=str(made.pk), created_at=at)
    with monkeypatch.context() as patched:
        patched.setattr("program.storage.NamedTemporaryFile", full)
        running.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message[:72]) == (
        JobState.FAILED, "The place where files of releases are kept took nothing: No space left o",
    )  # fmt: skip
    made.refresh_from_db()
    assert made.published_at is None
    assert type(made).objects.current(world.meeting) == public
    assert releasing.render(made, at=at).published_at

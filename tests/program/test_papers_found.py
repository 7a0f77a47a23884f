"""Whoever reads the program finds its papers: on its pages, in its copy for a file server, by a command."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from program.actions import releasing
from program.rendition import papers
from program.rendition.papers import CALLED
from scheduling.actions import placing

PDFS = ["program.pdf", "pocket.pdf", "handouts.pdf"]


def address(name: str) -> str:
    return reverse("release_file", args=["ash-2027", name])


@pytest.fixture
def released(world, at, monkeypatch):
    """A function that releases the meeting's draft on a machine that prints, or does not."""

    def release(*, prints: bool):
        body = (lambda paper: f"%PDF-1.7 {paper.name}".encode()) if prints else (lambda paper: None)
        monkeypatch.setattr(papers, "print_paper", lambda paper, tell=None: body(paper))
        draft = placing.draft_of(world.meeting, at=at)
        made = releasing.release(draft, note="", by=world.cast.olga, at=at, in_background=False)
        return releasing.render(made, at=at)

    return release


@pytest.mark.parametrize(("page", "names"), [("program", PDFS), ("subscribe", PDFS), ("room", ["rooms/hall-a.pdf"])])
def test_pages_lead_to_the_papers_that_there_are(released, client, django_assert_num_queries, page, names):
    path = {"room": reverse("program_room", args=["ash-2027", "hall-a"])}.get(page) or reverse(
        page, args=["ash-2027"]
    )
    for prints in (False, True):
        released(prints=prints)
        with django_assert_num_queries(0):
            html = client.get(path).content.decode()
        assert [name for name in names if f'href="{address(name)}"' in html] == (names if prints else [])
        assert html.count(".pdf") == (len(names) if prints else 0)


def test_the_copy_for_a_file_server_leads_to_its_own_papers(released, tmp_path):
    released(prints=True)
    call_command("publish_static", "ash-2027", str(tmp_path / "site"), stdout=StringIO())
    page, room = (tmp_path / "site" / place / "index.html" for place in ("program", "rooms/hall-a"))
    for name in PDFS:
        assert f'href="../{name}"' in page.read_text()
        assert (tmp_path / "site" / name).read_bytes() == f"%PDF-1.7 {name}".encode()
    assert 'href="../hall-a.pdf"' in room.read_text()
    assert (tmp_path / "site" / "rooms" / "hall-a.pdf").read_bytes() == b"%PDF-1.7 rooms/hall-a.pdf"


@pytest.mark.parametrize(("form", "name"), [("pdf", "program.pdf"), ("pocket.pdf",) * 2, ("rooms/hall-a.pdf",) * 2])
def test_a_paper_is_written_as_the_site_serves_it(released, client, tmp_path, form, name):
    released(prints=True)
    call_command("export", "ash-2027", form, output=tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == client.get(address(name)).content == f"%PDF-1.7 {name}".encode()


@pytest.mark.parametrize("form", ["setting.json", "living/program.ics", "rooms/hall-z.pdf"])
def test_what_is_not_there_or_not_public_is_not_written_and_the_papers_are_named(released, form):
    released(prints=True)
    with pytest.raises(CommandError) as refused:
        call_command("export", "ash-2027", form, stdout=StringIO())
    there = ", ".join(sorted([*CALLED, "rooms/hall-a.pdf"]))
    assert str(refused.value) == f"ash-2027 has no released {form}. What is printed of it: {there}."

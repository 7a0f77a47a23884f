"""A long document is laid out in parts that name each other's pages, tells how far it is, and stops when told to."""

import io
import signal
import subprocess
import sys
import time

import pytest
from pypdf import PdfReader

from rendering import pdf, pdf_child
from rendering.pdf import Part, PdfFailed, print_base_css, render_pdf
from rendering.pdf_parts import Part as Laid
from rendering.pdf_parts import lay_out

pytestmark = pytest.mark.pdf
FRONT = Part(
    '<html lang="en"><title>Book</title><p><a href="#two"><!--column two--> Two</a>'
    ' <a href="#index">Index <!--page index--></a>',
    refers=True,
    front=True,
)
BODY = Part('<html lang="en"><h1>One</h1><h1 id="two" style="break-before: page">Two</h1>')
INDEX = Part('<html lang="en"><h1 id="index">Index</h1><a href="#two">Two, p. <!--page two--></a>', refers=True)
CSS = [print_base_css()]
LONG = Part('<html lang="en">' + '<p style="break-before: page">words' * 60)


def test_parts_follow_each_other_and_name_the_pages_of_others():
    reader = PdfReader(io.BytesIO(render_pdf([FRONT, BODY, INDEX], CSS, identifier="x")))
    assert [sheet.extract_text().split() for sheet in reader.pages] == [
        ["2", "Two", "Index", "3", "1"],
        ["One", "1"],
        ["Two", "2"],
        ["Index", "Two,", "p.", "2", "3"],
    ]
    assert reader.page_labels == ["i", "1", "2", "3"]
    assert (reader.metadata.title, reader.trailer["/Root"]["/Lang"]) == ("Book", "en")
    assert [each.title for each in reader.outline] == ["One", "Two", "Index"]
    targets = [link.get_object()["/Dest"] for link in reader.pages[0]["/Annots"]]
    assert [str(each) for each in targets] == ["two", "index"]
    assert [link.get_object()["/F"] for link in reader.pages[0]["/Annots"]] == [4, 4]
    assert reader.xmp_metadata.dc_title == {"x-default": "Book"}


class Laying:
    """Lays out without a page: as many pages as the html says, each an anchor."""

    def __init__(self):
        self.calls, self.pages = [], []

    def __call__(self, html, first, others):
        self.calls.append((html, first))
        self.pages.append(others)
        name, count = html.split()[:2]
        pages = [type("Page", (), {"anchors": {f"{name}{page}": None}})() for page in range(int(count))]
        return type("Document", (), {"pages": pages})()


def test_a_book_is_laid_out_once_what_names_pages_last():
    laying = Laying()
    parts = [
        Laid("front 2 <!--column day0--> <!--page index0--> <!--page tables0-->", refers=True, front=True),
        Laid("tables 1 <!--page day2-->", refers=True, front=True),
        Laid("day 3", refers=False),
        Laid("index 2 <!--page day2-->", refers=True),
    ]
    _, pages = lay_out(parts, laying)
    once = [("day 3", 1), ("index 2 3", 4), ("front 2 \u2007\u20071 4 000", 1), ("tables 1 3", 3)]
    assert laying.calls == [*once, ("front 2 \u2007\u20071 4 3", 1)]
    assert laying.pages == [0, 3, 5, 7, 6]
    assert len(pages) == 8


def test_a_part_that_grows_when_its_numbers_come_moves_the_others():
    class Growing(Laying):
        def __call__(self, html, first, others):
            grown = html if " 000" in html else html.replace("front 1", "front 2")
            return super().__call__(grown, first, others)

    laying = Growing()
    parts = [Laid("front 1 <!--page front0-->", refers=True), Laid("day 1", refers=False)]
    lay_out(parts, laying)
    assert laying.calls == [("day 1", 1), ("front 1 000", 1), ("day 1", 2), ("front 2 1", 1), ("day 1", 3)]


def test_what_people_write_is_no_page_number():
    body = Part('<html lang="en"><title>x</title><p id="a">&lt;!--page a--&gt;', refers=True)
    text = PdfReader(io.BytesIO(render_pdf([body], identifier="x"))).pages[0].extract_text()
    assert text == "<!--page a-->"


def test_a_document_of_too_many_pages_ends_in_a_sentence():
    with pytest.raises(PdfFailed, match=r"more than 60 pages\. Print a part of it"):
        render_pdf([FRONT, LONG], identifier="x", most_pages=60)


def test_it_tells_the_page_and_what_the_teller_raises_ends_the_child(monkeypatch):
    monkeypatch.setattr(pdf, "_TELL_SECONDS", 0.05)
    started, told = [], []
    monkeypatch.setattr(pdf.subprocess, "Popen", remembered(subprocess.Popen, started))

    def tell(page):
        told.append(page)
        if page > 20:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        render_pdf([FRONT, Part(LONG.html * 20)], identifier="x", tell=tell)
    assert told == sorted(told)
    assert [child.returncode for child in started] == [-signal.SIGKILL]


def remembered(make, made):
    def start(*arguments, **options):
        made.append(make(*arguments, **options))
        return made[-1]

    return start


def test_a_child_whose_parent_was_killed_stops_at_its_next_page():
    """The child's number is told by the process that started it, which then is killed."""
    words = (
        "from rendering import pdf; import sys\n"
        "from tests.rendering.test_pdf_parts import LONG, remembered\n"
        "make = pdf.subprocess.Popen\n"
        "def start(*a, **o):\n    child = make(*a, **o); print(child.pid, flush=True); return child\n"
        "pdf.subprocess.Popen = start\n"
        "pdf.render_pdf([pdf.Part(LONG.html * 200)], identifier='x', tell=lambda page: print('page', flush=True))\n"
    )
    command = [sys.executable, "-c", words]
    with subprocess.Popen(command, cwd=pdf._ROOT, stdout=subprocess.PIPE, text=True) as parent:  # noqa: S603
        child = int(parent.stdout.readline())
        assert parent.stdout.readline() == "page\n"
        parent.kill()
    deadline = time.monotonic() + 30
    while is_at_work(child):
        assert time.monotonic() < deadline, "the child goes on without a parent"
        time.sleep(0.1)


def is_at_work(process: int) -> bool:
    try:
        return open(f"/proc/{process}/stat").read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_streams_are_packed_once_to_the_same_bytes():
    import pydyf

    class Stream(pydyf.Stream):
        data = pydyf.Stream.data

    plain = Stream([b"words " * 99], compress=True).data
    pdf_child._packed_once(Stream)
    packed = Stream([b"words " * 99], compress=True)
    assert packed.data == plain
    assert packed.data is packed.data


def test_references_of_pages_are_listed_once():
    import pydyf

    document = pydyf.PDF()
    remembering = pdf_child._remembering_pages(pydyf.PDF)()
    for each in (document, remembering):
        for _ in range(3):
            each.add_page(pydyf.Dictionary({"Type": "/Page"}))
    assert remembering.page_references == document.page_references
    assert remembering.page_references is remembering.page_references
    remembering.add_page(pydyf.Dictionary({"Type": "/Page"}))
    assert len(remembering.page_references) == 4

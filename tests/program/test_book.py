"""The printed program, read back by others: its page numbers hold, its heads guide, its names are drawn."""

import dataclasses
import logging
import re
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pypdf
import pytest
from PIL import Image

from program.rendition.book import pages_of, session_of
from program.rendition.papers import papers_of, print_paper
from program.rendition.setting import Setting
from program.rendition.timetable import timetables
from program.showing import show
from program.snapshot import FrozenSession
from tests.program.synthetic import synthetic_program
from tests.program.tricky import LONG_TITLE, NAMES, ROOMS, SATURDAY, at, tricky_program

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = "https://meetings.example.org/tricky/"
SETTING = Setting(ADDRESS, "Fictional Society", "#8b1a1a", "Society office", "office@example.org")
PROGRAM = tricky_program()
DAYS = ["Saturday, 6 November", "Sunday, 7 November"]


UNREADABLE = "[\u0590-\u06ff\u0900-\u097f]"
"""Arabic, Hebrew, Devanagari: drawn well, but pdftotext changes the order of their letters."""


def squeezed(text: str) -> str:
    """Without blanks and line breaks, which a page may have anywhere."""
    return re.sub(r"\s", "", text)


def run(*command) -> str:
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not here: apt-get install poppler-utils qpdf")
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def printed(program) -> bytes:
    *_, book = papers_of(program, SETTING)
    assert book.name == "program.pdf"
    return print_paper(book)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The tricky program, printed once: its path, its text by page, of which those from page 1 on are its body, what
    printing complained of."""
    said: list[str] = []
    listener = logging.Handler()
    listener.emit = lambda record: said.append(record.getMessage())
    logging.getLogger("rendering.pdf").addHandler(listener)
    path = tmp_path_factory.mktemp("book") / "program.pdf"
    path.write_bytes(printed(PROGRAM))
    logging.getLogger("rendering.pdf").removeHandler(listener)
    reader = pypdf.PdfReader(path)
    texts = run("pdftotext", "-layout", str(path), "-").split("\f")[:-1]
    assert len(texts) == len(reader.pages)
    front = sum(not label.isdigit() for label in reader.page_labels)
    return SimpleNamespace(path=str(path), reader=reader, texts=texts, front=front, body=texts[front:], said=said)


def clock(session: FrozenSession) -> str:
    return show(session, PROGRAM, set()).clock


def contents_of(book) -> dict[str, int]:
    """Session code: the page that the contents name."""
    first = next(number for number, text in enumerate(book.texts) if "Contents" in text)
    last = next(number for number, text in enumerate(book.texts) if DAYS[0] in text and "Contents" not in text)
    lines = "".join(book.texts[first:last])
    found = {}
    for session in PROGRAM.living:
        words = r"\s*".join(map(re.escape, squeezed(session.title)))
        first = rf"(?:{re.escape(clock(session))}\s+)?"  # a time stands once for all that begin then
        hit = re.search(rf"^\s*{first}(\d+)\s+{words}\s*$", lines, re.MULTILINE)
        assert hit, f"{session.title} is not in the contents"
        found[session.code] = int(hit[1])
    return found


pytestmark = pytest.mark.pdf


def test_other_readers_open_it(book):
    run("qpdf", "--check", book.path)
    told = dict(line.split(":", 1) for line in run("pdfinfo", book.path).splitlines() if ":" in line)
    assert told["Title"].strip() == f"{PROGRAM.meeting.name}: program"
    assert (told["Tagged"].strip(), told["JavaScript"].strip(), told["Encrypted"].strip()) == ("yes", "no", "no")
    assert book.reader.trailer["/Root"]["/Lang"] == "en"
    assert book.said == []


def test_the_contents_name_the_page_on_which_each_session_stands(book):
    pages = contents_of(book)
    astray = [
        session.title
        for session in PROGRAM.living
        if squeezed(session.title) not in squeezed(book.body[pages[session.code] - 1])
        or PROGRAM.room_by_slug[session.room].name not in book.body[pages[session.code] - 1]
    ]
    assert astray == []
    assert len(set(pages.values())) > 5


def test_each_page_prints_its_number(book):
    """And a reader's own list of pages says the same: the front in Roman numerals, then from 1 on."""
    assert book.reader.page_labels == ["i", *(text.split()[-1] for text in book.texts[1:])]
    assert book.reader.page_labels == ["i", "ii", "iii", "iv", "v", *map(str, range(1, len(book.body) + 1))]


def test_the_index_of_people_names_the_pages_of_their_sessions(book):
    pages = contents_of(book)
    start = next(number for number, text in enumerate(book.texts) if text.lstrip().startswith("People"))
    run_on = run("pdftotext", "-raw", "-f", str(start + 1), book.path, "-")  # column by column
    found = {
        name: [int(number) for number in re.findall(r"p\.\s(\d+)", places)]
        for name, places in re.findall(r"^(.+?)\s((?:S\w\w \d\d:\d\d, p\.\s\d+(?:;\s)?)+)", run_on, re.MULTILINE)
    }
    expected = {
        person.index_name: [pages[session.code] for session in PROGRAM.living if person in PROGRAM.people_of(session)]
        for person in PROGRAM.people
    }
    readable = {name for name in expected if not re.search(UNREADABLE, name)}
    assert {name: found.get(name) for name in readable} == {name: expected[name] for name in readable}
    assert len(readable) == len(NAMES) - 3


def test_running_heads_say_the_day_and_the_first_sessions_time_and_room(book):
    pages = contents_of(book)
    begun = {}
    for session in PROGRAM.living:
        begun.setdefault(pages[session.code], session)
    latest = PROGRAM.living[0]
    for page in range(min(begun), max(begun) + 1):
        head = re.split(r"\s{4,}", book.body[page - 1].strip().splitlines()[0])
        day = DAYS[PROGRAM.days.index(PROGRAM.day_of(begun.get(page, latest)))]
        rooms = [
            f"{clock(each)}, {PROGRAM.room_by_slug[each.room].name}" for each in (latest, begun.get(page, latest))
        ]
        assert head[0] == day
        assert head[1] in rooms
        latest = [session for session in PROGRAM.living if pages[session.code] <= page][-1]


def test_bookmarks_lead_to_days_and_their_sessions(book):
    outline = book.reader.outline
    assert [each.title for each in outline if not isinstance(each, list)] == [
        "Contents",
        *DAYS,
        "Cancelled sessions",
        "People",
        "Topics",
    ]
    below = [each for each in outline if isinstance(each, list)]
    by_day = [[each.title for each in PROGRAM.living if PROGRAM.day_of(each) == day] for day in PROGRAM.days]
    assert [[each.title for each in some] for some in below] == by_day
    pages = contents_of(book)
    targets = [book.reader.get_destination_page_number(each) + 1 - book.front for some in below for each in some]
    assert targets == [pages[session.code] for session in PROGRAM.living]


def test_timetables_lie_across(book):
    wide = [
        number for number, page in enumerate(book.reader.pages, start=1) if page.mediabox.width > page.mediabox.height
    ]
    assert len(wide) == 2
    for page, day in zip(wide, PROGRAM.days, strict=True):
        text = squeezed(book.texts[page - 1])
        assert [room for room in ROOMS if room[:9].replace(" ", "") not in text] == []
        starts = [clock(each)[:5] for each in PROGRAM.living if PROGRAM.day_of(each) == day]
        assert [start for start in starts if start not in text] == []
    assert "Coffee in the foyer" in book.texts[wide[0] - 1]


def test_what_is_cancelled_stands_apart(book):
    page = next(text for text in book.texts if "The speaker is ill." in text)
    assert "Saturday, 6 November 2027, 09:00, W202" in page
    assert sum("A session that was cancelled" in text for text in book.texts) == 1


def test_midnight_and_the_doubled_hour_are_told(book):
    text = squeezed("".join(book.texts))
    assert "23:30–00:45(Sun)" in text
    assert {"01:15EDT", "01:15EST"} <= set(re.findall(r"01:15E.T", text))


def test_every_script_is_drawn_in_a_font_that_has_it(book):
    fonts = run("pdffonts", book.path)
    wanted = ("Inter", "Source-Serif", "Arabic", "Hebrew", "Noto-Sans-Semi-Bold", "Thai", "CJK")
    assert [name for name in wanted if name.lower().replace("-", "") not in fonts.lower().replace("-", "")] == []
    assert "no" not in {line.split()[-5] for line in fonts.splitlines()[2:]}, "a font is not embedded"
    text = squeezed("".join(book.texts))
    names = [f"{given} {family}" for given, family, _ in NAMES if not re.search(UNREADABLE, given)]
    assert [name for name in names if squeezed(name) not in text] == []


def test_running_orders_have_a_header_for_each_line(book):
    """A screen reader says when a talk begins, before what it is called."""
    kinds = [line.split()[0] for line in run("pdfinfo", "-struct", book.path).splitlines() if line.strip()]
    html = "".join(part.html for part in pages_of(PROGRAM, SETTING)[0])
    assert html.count('<th scope="row" class="clock">08:00</th><td>Where we stand') == 6
    assert kinds.count("TH") >= html.count("<th ")


def test_a_phone_scans_the_cover(book, tmp_path):
    zxingcpp = pytest.importorskip("zxingcpp")
    run("pdftoppm", "-r", "120", "-f", "1", "-l", "1", "-singlefile", "-png", book.path, str(tmp_path / "cover"))
    found = zxingcpp.read_barcodes(Image.open(tmp_path / "cover.png"))
    assert [each.text for each in found] == [f"{ADDRESS}program.ics"]


def test_the_same_program_gives_the_same_bytes():
    small = tricky_program(2)
    assert printed(small) == printed(small)


def test_hostile_words_stay_words():
    parts, _ = pages_of(tricky_program(), SETTING)
    html = "".join(part.html for part in parts)
    assert "Clots &amp; cancer &lt;revisited&gt;" in html
    assert "<revisited>" not in html


@pytest.mark.parametrize(
    ("words", "latin"),
    [("Größe “x” – naïve\n\nŁódź", True), ("", True), ("Tuye\u0302t", False), ("Ελλάδα", False), ("عربي", False)],
)
def test_only_words_without_letters_put_together_are_set_without_looking_for_them(words, latin):
    session = dataclasses.replace(PROGRAM.living[0], abstract="Plain.", description=words)
    assert session_of(show(session, PROGRAM, set()), PROGRAM)["latin"] is latin


def test_rooms_are_spread_evenly_over_as_few_tables_as_hold_them():
    program = synthetic_program(16, rooms=16)
    shown = [show(each, program, set()) for each in program.sessions]
    assert [len(table.rooms) for table in timetables(program.days[0], shown, program)] == [5, 5, 6]


def test_a_cell_reaches_from_start_to_end_and_overlapping_sessions_share_one():
    shown = [show(each, PROGRAM, set()) for each in PROGRAM.living if PROGRAM.day_of(each) == PROGRAM.days[0]]
    (table,) = timetables(PROGRAM.days[0], shown, PROGRAM)
    morning, coffee, *_ = table.stretches
    starts = [f"{row.starts:%H:%M}" for row in morning.rows]
    assert starts == ["08:00", "08:30", "09:00", "09:30"]
    first = morning.rows[0].cells
    assert [(cell.rows, [each.session.code for each in cell.sessions]) for cell in first[:3]] == [
        (2, ["s0"]),
        (4, ["s1", "overlap"]),
        (3, ["s2"]),
    ]
    assert first[1].sessions[0].session.title == LONG_TITLE
    assert (coffee.pause.starts_at, coffee.rows) == (at(SATURDAY, 90), ())


def test_topics_have_the_hues_of_the_pages():
    pages = re.findall(r'hue="(\d)"\] \{ --topic: light-dark\((#\w+)', (ROOT / "static/css/topics.css").read_text())
    paper = re.findall(
        r"\.hue-(\d)::before \{ border-left-color: (#\w+)", (ROOT / "templates/print/session.css").read_text()
    )
    assert len(pages) == 10
    assert paper == pages


def test_paper_is_laid_out_in_blocks_and_floats():
    """Flex and grid cost six to nine times as much, nested ones without end."""
    sheets = [*(ROOT / "templates/print").iterdir(), ROOT / "rendering/print.css"]
    assert [sheet.name for sheet in sheets if re.search(r"display:\s*(inline-)?(flex|grid)", sheet.read_text())] == []

"""Paper comes out the same everywhere, with every script drawn, or a sentence says why not."""

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ContentStream

from rendering import pdf
from rendering.charts import IntervalRow, interval_chart
from rendering.pdf import PdfFailed, PdfUnavailable, print_base_css, render_pdf
from rendering.qr import qr_svg

pytestmark = pytest.mark.pdf

NAMES = """
<p>Łukasz Żółć, José Ünal, Đặng Thị Hà, Ψυχή, Юлия Щербакова</p>
<p lang="ar" dir="rtl">فاطمة الزهراء</p><p lang="he" dir="rtl">שלום עליכם</p>
<p lang="hi">क्षितिज शर्मा</p><p lang="th">สมชาย ใจดี</p>
<p lang="ja">山田 太郎 かな</p><p lang="ko">김민수</p><p lang="zh-Hans">张伟 简体</p>
<p>β ≥ 3 → ∑ ✓ “quoted” – €</p>
"""

TORN_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c636060f8cf"
    "c0000003010100c9fe92ef0000000049454e44ae426082"
)


def page(body: str) -> str:
    return f'<!DOCTYPE html><html lang="en"><title>Program</title><body>{body}</body></html>'


def printed(body: str, **options) -> PdfReader:
    return PdfReader(io.BytesIO(render_pdf(page(body), [print_base_css()], identifier="test", **options)))


def fonts_drawn(reader: PdfReader) -> set[str]:
    """The fonts whose glyphs the pages draw, without the letters that mark a subset."""
    names = set()
    for sheet in reader.pages:
        fonts = sheet["/Resources"]["/Font"]
        operations = ContentStream(sheet.get_contents(), reader).operations
        used = {operands[0] for operands, operator in operations if operator == b"Tf"}
        names |= {fonts[key]["/BaseFont"].partition("+")[2] for key in used}
    return names


def letters_without_a_glyph(caplog) -> list[str]:
    """What the layout itself reports as drawn by an empty box."""
    return re.findall(r"notdef glyph .*\((U\+[0-9A-F]+)\)", caplog.text)


def test_the_same_input_gives_the_same_bytes_with_every_script_drawn_by_a_packaged_font(caplog):
    first, second = (render_pdf(page(NAMES), [print_base_css()], identifier="release 3") for _ in range(2))
    assert first == second
    assert letters_without_a_glyph(caplog) == []
    assert fonts_drawn(PdfReader(io.BytesIO(first))) == {
        "Inter", "Noto-Sans-Arabic", "Noto-Sans-Hebrew", "Noto-Sans", "Noto-Sans-Thai", "Noto-Sans-CJK-TC",
    }  # fmt: skip


def test_another_identifier_gives_another_file():
    assert render_pdf("<p>x", identifier="release 3") != render_pdf("<p>x", identifier="release 4")


def test_a_letter_without_a_packaged_font_is_reported(caplog):
    printed("<p>\U00010330 and \U00010331</p>")
    assert letters_without_a_glyph(caplog) == ["U+10330", "U+10331"]


def test_letters_dressed_as_mathematics_and_keys_are_printed_as_the_letters_they_are(caplog):
    (sheet,) = printed("<p>\U0001d518\U0001d52b\U0001d526 \U0001d7ce and 1\ufe0f\u20e3</p>").pages
    assert letters_without_a_glyph(caplog) == []
    assert "Uni 0 and 1" in sheet.extract_text()


def test_no_font_of_the_machine_is_used():
    assert fonts_drawn(printed('<p style="font-family: DejaVu Sans, Liberation Sans, monospace">words</p>')) == {
        "Inter"
    }


def test_the_document_is_tagged_titled_and_in_its_language():
    reader = printed("<h1>Sessions</h1><h2>Friday</h2><p>Iron")
    assert reader.metadata.title == "Program"
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert [entry.title for entry in reader.outline if not isinstance(entry, list)] == ["Sessions"]


def test_pages_links_assets_and_drawings_are_there():
    dot = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(dot, "PNG")
    drawn = interval_chart([IntervalRow("Iron", 1, 2, 3)], title="Scores") + qr_svg("https://example.org")
    reader = printed(
        f'<p><a href="#end">to the end</a> <a href="https://example.org/">web</a>'
        f' <img src="asset:dot" alt="dot">{drawn}'
        '<h2 id="end" style="break-before: page">The end</h2>',
        assets={"dot": (dot.getvalue(), "image/png")},
    )
    assert len(reader.pages) == 2
    links = [each.get_object() for each in reader.pages[0]["/Annots"]]
    assert [link.get("/A", {}).get("/URI") for link in links] == [None, "https://example.org/"]
    assert len(reader.pages[0].images) == 1
    assert "The end" in reader.pages[1].extract_text()


def test_contents_name_the_page_and_the_accent_is_the_societys():
    css = [print_base_css(accent="#005f73", paper="letter")]
    data = render_pdf(
        page(
            '<div class="contents"><p><a href="#iron">Iron</a></div>'
            '<h1 id="iron" style="break-before: page">Iron</h1>'
        ),
        css, identifier="x",
    )  # fmt: skip
    reader = PdfReader(io.BytesIO(data))
    assert reader.pages[0].extract_text().splitlines()[0].replace(" ", "").strip("Iron.") == "2"
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [612, 792]
    assert b"0 0.373 0.451 rg" in reader.pages[1].get_contents().get_data().replace(b"0.372549", b"0.373").replace(
        b"0.45098", b"0.451"
    )


@pytest.mark.parametrize("accent", ["red", "#12", "#000000; } @import url(x)", "#00000g"])
def test_an_accent_is_a_colour_and_nothing_else(accent):
    with pytest.raises(ValueError, match="is not a colour"):
        print_base_css(accent=accent)


def test_an_accessible_variant_is_claimed_only_when_asked():
    assert b"pdfuaid" not in printed("<p>x").trailer["/Root"]["/Metadata"].get_data()
    assert b"pdfuaid:part" in printed("<p>x", variant="pdf/ua-1").trailer["/Root"]["/Metadata"].get_data()
    with pytest.raises(ValueError, match="none of the PDF variants"):
        render_pdf(page("<p>x"), identifier="x", variant="pdf/zz")


def test_a_document_too_large_for_its_memory_ends_in_a_sentence():
    with pytest.raises(PdfFailed, match=r"memory.*Print a part of it"):
        render_pdf(page("<p>words and more words " * 20_000), identifier="x", megabytes=150)


def test_a_broken_picture_ends_in_a_sentence():
    with pytest.raises(PdfFailed, match="could not be printed"):
        printed('<img src="asset:a" alt="">', assets={"a": (TORN_PICTURE, "image/png")})


def test_a_document_too_slow_for_its_time_ends_in_a_sentence():
    with pytest.raises(PdfFailed, match="not ready after 1 seconds of work"):
        render_pdf(page("<p>words and more words " * 40_000), identifier="x", seconds=1)


def test_without_pango_the_sentence_says_what_to_install(monkeypatch, tmp_path):
    (tmp_path / "weasyprint.py").write_text("print('noise'); raise OSError('cannot load library libpango-1.0-0')")
    surroundings = pdf._environment()
    monkeypatch.setattr(pdf, "_environment", lambda: {**surroundings, "PYTHONPATH": str(tmp_path)})
    with pytest.raises(PdfUnavailable, match=r"apt-get install libpango-1\.0-0"):
        render_pdf(page("<p>x"), identifier="x")


def test_the_child_knows_no_secret_of_ours(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hush")
    monkeypatch.setenv("DATABASE_URL", "postgres://hush")
    assert {name for name, value in pdf._environment().items() if "hush" in value} == set()


def test_fonts_are_found_again_when_the_temporary_folder_was_tidied():
    shutil.rmtree(Path(pdf._environment()["FONTCONFIG_FILE"]).parent)
    assert fonts_drawn(printed("<p>words")) == {"Inter"}


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not here: apt-get install qpdf")
def test_qpdf_finds_no_fault(tmp_path):
    path = tmp_path / "p.pdf"
    path.write_bytes(render_pdf(page("<h1>Iron</h1><p>words"), [print_base_css()], identifier="x"))
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, check=False)  # noqa: S603, S607
    assert done.returncode == 0, done.stdout.decode()


def test_a_python_that_cannot_start_is_told_as_unavailable(monkeypatch, tmp_path):
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\nexit 127\n")
    program.chmod(0o755)
    monkeypatch.setattr(pdf.sys, "executable", str(program))
    with pytest.raises(pdf.PdfUnavailable, match="could not be started"):
        pdf.render_pdf("<title>x</title>", identifier="x")


def test_emoji_and_names_in_rarer_scripts_are_drawn(caplog):
    words = [
        "🎉 👩\u200d🔬 🇳🇿 👍🏽",
        "Բարև",
        "স্বাগতম",
        "ሰላም",
        "გამარჯობა",
        "ਸਤਿ",
        "ನಮಸ್ಕಾರ",
        "សួស្តី",
        "வணக்கம்",
        "నమస్కారం",
        "⚕ ✔ ★",
    ]
    pages = printed("".join(f"<p>{each} <strong>{each}</strong>" for each in words)).pages
    assert letters_without_a_glyph(caplog) == []
    fonts = " ".join(str(font.get_object()["/BaseFont"]) for font in pages[0]["/Resources"]["/Font"].values())
    scripts = (
        "Emoji",
        "Armenian",
        "Bengali",
        "Ethiopic",
        "Georgian",
        "Gurmukhi",
        "Kannada",
        "Khmer",
        "Tamil",
        "Telugu",
    )
    assert [script for script in scripts if script not in fonts] == []

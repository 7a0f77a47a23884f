"""What is uploaded is known by its content, written anew, and named plainly; what acts is refused with a sentence."""

import io
import zlib

import pikepdf
import pytest
from PIL import Image

from rendering.uploads import TOO_MUCH, NotTaken, cleaned, plain_name
from tests.factories.files import SVG, pdf, picture


def test_a_pdf_is_written_anew_without_what_it_says_of_its_maker():
    def signed(file):
        file.docinfo["/Author"] = "Paula Perez"
        with file.open_metadata() as told:
            told["dc:creator"] = ["Paula Perez"]
        file.pages[0].obj.PieceInfo = pikepdf.Dictionary(Note="Paula Perez")

    sent = pdf(signed, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert b"Paula" in sent
    kept = cleaned(sent)
    assert kept.content_type == "application/pdf"
    assert b"Paula" not in kept.body
    assert b"Metadata" not in kept.body
    assert len(pikepdf.open(io.BytesIO(kept.body)).pages) == 1


def test_the_same_pdf_becomes_the_same_bytes():
    once = cleaned(pdf()).body
    assert cleaned(once).body == once


@pytest.mark.parametrize("words", [b"<script>alert(1)</script>", b"PK\x03\x04 a zip", b"\n%PDF-1.4 another"])
def test_what_stands_behind_a_pdf_is_gone(words):
    assert words not in cleaned(pdf(words=words)).body


def act(**what):
    return lambda file: file.Root.__setitem__("/OpenAction", pikepdf.Dictionary(**what))


def on_the_page(**what):
    def change(file):
        file.pages[0].obj.Annots = pikepdf.Array([pikepdf.Dictionary(Type=pikepdf.Name.Annot, **what)])

    return change


def with_file(file):
    file.attachments["letter.exe"] = b"MZ"


def deep(file):
    inner = pikepdf.Dictionary(A=pikepdf.Array([pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")]))
    file.pages[0].obj.Deep = pikepdf.Array([pikepdf.Array([inner])])


ACTING = {
    "a program": act(S=pikepdf.Name.JavaScript, JS="app.alert(1)"),
    "a program far inside": deep,
    "another program started": act(S=pikepdf.Name.Launch, F="calc.exe"),
    "a form that is sent": act(S=pikepdf.Name.SubmitForm, F="https://evil.example"),
    "another file led to": act(S=pikepdf.Name.GoToR, F=r"\\evil\share"),
    "a link to a file": on_the_page(A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="file:///etc/passwd")),
    "a link that is a program": on_the_page(A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="javascript:alert(1)")),
    "a film": on_the_page(Subtype=pikepdf.Name.RichMedia),
    "a file in a note": on_the_page(Subtype=pikepdf.Name.FileAttachment),
    "a file": with_file,
    "a form of forms": lambda file: file.Root.__setitem__(
        "/AcroForm", pikepdf.Dictionary(XFA=pikepdf.Array([]), Fields=pikepdf.Array([]))
    ),
}


@pytest.mark.parametrize("change", ACTING.values(), ids=ACTING)
def test_a_pdf_that_acts_or_carries_is_refused(change):
    with pytest.raises(NotTaken, match=r"Print it as PDF"):
        cleaned(pdf(change))


def test_a_pdf_may_lead_to_its_own_pages_and_to_the_web():
    cleaned(pdf(on_the_page(A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://doi.org/10.1"))))
    cleaned(pdf(act(S=pikepdf.Name.GoTo, D=pikepdf.Array([0, pikepdf.Name.Fit]))))


@pytest.mark.parametrize("user", ["", "word"])
def test_a_protected_pdf_is_refused(user):
    with pytest.raises(NotTaken, match="protected by a password"):
        cleaned(pdf(encryption=pikepdf.Encryption(owner="owner", user=user)))


def bomb() -> bytes:
    body = zlib.compress(bytes(2**30), 9)
    head = b"%PDF-1.5\n"
    told = b"1 0 obj <</Type/XRef/Size 2/W[1 2 1]/Filter/FlateDecode/Root 1 0 R/Length %d>> stream\n" % len(body)
    return head + told + body + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % len(head)


def test_a_pdf_that_swells_when_it_is_opened_is_refused():
    with pytest.raises(NotTaken):
        cleaned(bomb(), seconds=5, megabytes=400)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_drawn_anew_without_what_it_says_of_its_maker(kind):
    told = Image.Exif()
    told[0x010E] = "Paula at home"
    sent = picture(kind, exif=told.tobytes()) + b"<script>alert(1)</script>"
    assert b"Paula at home" in sent
    kept = cleaned(sent)
    assert kept.content_type == f"image/{kind.lower()}"
    assert b"Paula" not in kept.body
    assert b"script" not in kept.body
    assert Image.open(io.BytesIO(kept.body)).size == (40, 20)


def test_a_picture_that_was_turned_is_kept_the_right_way_up():
    turned = Image.Exif()
    turned[0x0112] = 6
    assert Image.open(io.BytesIO(cleaned(picture("JPEG", exif=turned)).body)).size == (20, 40)


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_drawn():
    out = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(out, "PNG")
    with pytest.raises(NotTaken, match="40 million pixels"):
        cleaned(out.getvalue())


OTHERS = {
    "svg": SVG,
    "html": b"<!doctype html><script>alert(1)</script>",
    "gif that is a script": b"GIF89a/*" + b"*/=1;alert(1)",
    "gif": picture("GIF"),
    "bmp": picture("BMP"),
    "program": b"MZ" + bytes(2000),
    "zip": b"PK\x03\x04" + bytes(2000),
    "words": b"Dear all",
    "half a pdf": pdf()[:200],
    "half a picture": picture("PNG", (400, 400))[:80],
    "a pdf after other bytes": b"<script>alert(1)</script>" + pdf(),
}


@pytest.mark.parametrize("body", OTHERS.values(), ids=OTHERS)
def test_anything_else_is_refused_with_a_sentence(body):
    with pytest.raises(NotTaken, match=r"neither a PDF nor a picture|damaged"):
        cleaned(body)


def test_a_file_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr("rendering.uploads._WALL_PER_PROCESSOR_SECOND", 0.01)
    with pytest.raises(NotTaken) as refused:
        cleaned(pdf(), seconds=1)
    assert str(refused.value) == TOO_MUCH


def test_the_child_knows_no_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hush")
    from rendering.confined import environment

    assert "hush" not in environment().values()


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Letter of support.PDF", "Letter of support.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\paula\\letter.docx", "letter.pdf"),
        ("letter.pdf.exe", "letter.pdf"),
        ("Draft 2.0.pdf", "Draft 2.0.pdf"),
        ("fdp.\u202eexe", "fdp.pdf"),
        ('a"; filename=x.html', "a filename=x.pdf"),
        ("<b onclick=x>.pdf", "b onclick=x.pdf"),
        ("letter\r\nSet-Cookie: x=1.pdf", "letter Set-Cookie x=1.pdf"),
        ("письмо 信.pdf", "письмо 信.pdf"),
        ("...", "file.pdf"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_names_are_plain(name, plain):
    assert plain_name(name, "application/pdf") == plain

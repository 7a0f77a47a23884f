"""The child process of `rendering.uploads`: a file comes in; what it is, and the file written anew, go out."""

import io
import json
import os
import sys
import traceback

from rendering.confined import confine

NOT_TAKEN = 3
"""The exit code that says: the output is a sentence."""
MOST_PIXELS = 40_000_000
PICTURES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
SAVED = {"image/jpeg": ("JPEG", {"quality": 90}), "image/png": ("PNG", {}), "image/webp": ("WEBP", {"quality": 90})}

ACTS = frozenset(
    f"/{name}"
    for name in (
        *("JavaScript", "Launch", "SubmitForm", "ImportData", "GoToE", "GoToR", "Rendition", "Movie", "Sound"),
        *("RichMediaExecute", "GoTo3DView"),
    )
)
"""Actions of a PDF that do more than lead to a page of it or to the web."""
CARRIES = frozenset({"/JS", "/XFA", "/EmbeddedFiles", "/EF", "/AF", "/RichMediaContent"})
"""Keys under which a PDF carries programs or other files."""
PARTS = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"})
"""Annotations that do."""
TOLD_OF_ITSELF = ("/Metadata", "/PieceInfo")
WEB = ("http:", "https:", "mailto:")


TOO_LARGE = "The picture has more than 40 million pixels. Save it smaller."
LOCKED = "The PDF is protected by a password. Save it without protection, so that its readers can open it."
ACTIVE = (
    "The PDF carries {}, which we do not pass on. Print it as PDF (in most programs under Print, Save as PDF), and "
    "choose that file: it will look the same."
)


class NotTaken(Exception):  # noqa: N818  an outcome
    """The message is a sentence for whoever chose the file."""


def main() -> int:
    seconds, megabytes = (int(word) for word in sys.argv[1:3])
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is not part of the answer
    body = sys.stdin.buffer.read()
    try:
        read = pdf if body[:5] == b"%PDF-" else picture
        read_with = read(body, lambda: confine(seconds, megabytes))
        answer.write(json.dumps({"content_type": read_with[0]}).encode() + b"\n" + read_with[1])
        code = 0
    except NotTaken as reason:
        answer.write(str(reason).encode())
        code = NOT_TAKEN
    except Exception:
        traceback.print_exc()
        code = 1
    answer.close()
    return code


def picture(body: bytes, begin) -> tuple[str, bytes]:
    """Drawn anew: its first frame the right way up, nothing else of it."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.init()
    begin()
    try:
        with Image.open(io.BytesIO(body), formats=("JPEG", "PNG", "WEBP")) as file:
            if file.width * file.height > MOST_PIXELS:
                raise NotTaken(TOO_LARGE)
            content_type = PICTURES[str(file.format)]
            file.seek(0)
            drawn = ImageOps.exif_transpose(file).convert(mode_of(file, content_type))
    except Image.DecompressionBombError as error:
        raise NotTaken(TOO_LARGE) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise NotTaken(
            "This is neither a PDF nor a picture we know. Choose a PDF, JPEG, PNG or WebP file; other kinds, SVG and "
            "office files among them, can carry programs and are not taken."
        ) from error
    drawn.info.clear()
    name, options = SAVED[content_type]
    out = io.BytesIO()
    drawn.save(out, name, **options)
    return content_type, out.getvalue()


def mode_of(file, content_type: str) -> str:
    if content_type != "image/jpeg" and file.has_transparency_data:
        return "RGBA"
    return "L" if file.mode in ("1", "L") and content_type != "image/webp" else "RGB"


def pdf(body: bytes, begin) -> tuple[str, bytes]:
    """Its pages and what they need, written anew without metadata and without what no page leads to."""
    import pikepdf

    begin()
    try:
        with pikepdf.open(io.BytesIO(body)) as file:
            if file.is_encrypted:
                raise NotTaken(LOCKED)
            if not len(file.pages):
                raise NotTaken("The PDF has no page. Save it anew, and choose that.")
            for thing in file.objects:
                search(thing)
            for name in ("/Info", "/Prev", "/XRefStm"):
                if name in file.trailer:
                    del file.trailer[name]
            out = io.BytesIO()
            file.save(out, encryption=False, deterministic_id=True)
    except pikepdf.PasswordError as error:
        raise NotTaken(LOCKED) from error
    except pikepdf.PdfError as error:
        raise NotTaken("The PDF is damaged and cannot be read. Save or print it anew as PDF.") from error
    return "application/pdf", out.getvalue()


def search(thing) -> None:
    """Refuse what acts or carries; take away what tells who made it. Indirect objects inside come on their own."""
    import pikepdf

    waiting = [thing]
    while waiting:
        here = waiting.pop()
        if isinstance(here, pikepdf.Array):
            waiting += [each for each in here.as_list() if is_nested(each)]
        elif isinstance(here, (pikepdf.Dictionary, pikepdf.Stream)):
            judge(here)
            for name in TOLD_OF_ITSELF:
                if name in here:
                    del here[name]
            waiting += [each for _, each in here.items() if is_nested(each)]


def is_nested(value) -> bool:
    import pikepdf

    return isinstance(value, (pikepdf.Array, pikepdf.Dictionary)) and not value.is_indirect


def judge(here) -> None:
    act = str(here.get("/S", ""))
    if act in ACTS or CARRIES & set(here.keys()):
        raise NotTaken(ACTIVE.format("a program, a form that acts, or another file"))
    if str(here.get("/Subtype", "")) in PARTS or str(here.get("/Type", "")) == "/EmbeddedFile":
        raise NotTaken(ACTIVE.format("another file, sound or film"))
    if act == "/URI" and not str(here.get("/URI", "")).strip().lower().startswith(WEB):
        raise NotTaken(ACTIVE.format("a link that leads elsewhere than to the web"))


if __name__ == "__main__":
    sys.exit(main())

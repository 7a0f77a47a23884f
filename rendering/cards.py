"""A picture to stand beside a shared link: a title and a few lines on paper, 1200 by 630 pixels, as PNG.

Drawn by Pillow with the packaged fonts, each letter from the first font that has it; Raqm, which Pillow brings along,
shapes and orders scripts. There is no SVG in between: none of the locked libraries draws one into pixels.
"""

import functools
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rendering.fonts import Font, fonts

if TYPE_CHECKING:
    from PIL import ImageDraw
    from PIL.ImageFont import FreeTypeFont

SIZE = (1200, 630)
MARGIN = 72
PAPER, INK, SOFT = "#fdfcf9", "#16181d", "#4b4f58"
TITLE_SIZES = (72, 60, 50, 42)
MOST_LINES = 4
MOST_LETTERS = 300
"""Of one text; nobody reads more on a picture."""

Run = tuple[str, "FreeTypeFont"]


def card_png(*, kicker: str, title: str, lines: Sequence[str], accent: str) -> bytes:
    """`accent` as #rrggbb. The same words give the same bytes."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, SIZE[0], 14), fill=accent)
    _write(draw, kicker, MARGIN, ("Inter", 600, 28), accent)
    size, rows = _fitting(draw, title[:MOST_LETTERS])
    place = MARGIN + 58
    for row in rows:
        _write(draw, row, place, ("Source Serif 4", 600, size), INK)
        place += round(size * 1.2)
    place = SIZE[1] - MARGIN - 46 * len(lines)
    for line in lines:
        _write(draw, _cut(draw, line[:MOST_LETTERS], ("Inter", 400, 32)), place, ("Inter", 400, 32), SOFT)
        place += 46
    body = io.BytesIO()
    picture.quantize(64).save(body, "PNG", optimize=True)
    return body.getvalue()


def _fitting(draw: "ImageDraw.ImageDraw", title: str) -> tuple[int, list[str]]:
    """The largest size at which the title has few enough rows; at the smallest it is cut."""
    for size in TITLE_SIZES:
        rows = _wrapped(draw, title, ("Source Serif 4", 600, size))
        if len(rows) <= MOST_LINES and all(_fits(draw, row, ("Source Serif 4", 600, size)) for row in rows):
            break
    rows = [piece for row in rows for piece in _pieces(draw, row, ("Source Serif 4", 600, size))][:MOST_LINES]
    if len("".join("".join(rows).split())) < len("".join(title.split())):
        rows[-1] += " …"
    return size, [_cut(draw, row, ("Source Serif 4", 600, size)) for row in rows]


def _wrapped(draw: "ImageDraw.ImageDraw", text: str, face: tuple[str, int, int]) -> list[str]:
    rows: list[str] = []
    for word in text.split():
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and _fits(draw, longer, face):
            rows[-1] = longer
        else:
            rows.append(word)
    return rows or [""]


def _cut(draw: "ImageDraw.ImageDraw", text: str, face: tuple[str, int, int]) -> str:
    """As much of one row as there is room for."""
    if _fits(draw, text, face):
        return text
    while text and not _fits(draw, text + "…", face):
        text = text[:-1]
    return text + "…"


def _pieces(draw: "ImageDraw.ImageDraw", row: str, face: tuple[str, int, int]) -> Iterator[str]:
    """A row that is too long for want of blanks, as in Japanese, is broken between letters."""
    while not _fits(draw, row, face):
        most = next(count for count in range(len(row), 0, -1) if count == 1 or _fits(draw, row[:count], face))
        yield row[:most]
        row = row[most:]
    yield row


def _fits(draw: "ImageDraw.ImageDraw", text: str, face: tuple[str, int, int]) -> bool:
    return _width(draw, text, face) <= SIZE[0] - 2 * MARGIN


def _width(draw: "ImageDraw.ImageDraw", text: str, face: tuple[str, int, int]) -> float:
    return sum(draw.textlength(part, font) for part, font in _runs(text, *face))


def _write(draw: "ImageDraw.ImageDraw", text: str, top: int, face: tuple[str, int, int], colour: str) -> None:
    """On one base line, whichever fonts it takes."""
    place: float = MARGIN
    for part, font in _runs(text, *face):
        draw.text((place, top + face[2]), part, colour, font, anchor="ls")
        place += draw.textlength(part, font)


def _runs(text: str, family: str, weight: int, size: int) -> Iterator[Run]:
    """Parts of a text with the font of each; blanks and signs stay with the letters before them."""
    part, font = "", _font(family)
    for letter in text:
        chosen = font if ord(letter) in _letters(font.file_name) else _first_with(letter, family)
        if part and chosen is not font:
            yield part, _drawn(font.file_name, weight, size)
            part = ""
        part, font = part + letter, chosen
    if part:
        yield part, _drawn(font.file_name, weight, size)


@functools.lru_cache(maxsize=2000)
def _first_with(letter: str, family: str) -> Font:
    upright = [font for font in fonts() if font.style == "normal"]
    found = (font for font in (_font(family), *upright) if ord(letter) in _letters(font.file_name))
    return next(found, _font(family))


@functools.cache
def _font(family: str) -> Font:
    return next(font for font in fonts() if font.family == family and font.style == "normal")


@functools.cache
def _letters(file_name: str) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    path = next(font.path for font in fonts() if font.file_name == file_name)
    return frozenset(TTFont(path, lazy=True).getBestCmap())


@functools.lru_cache(maxsize=40)
def _drawn(file_name: str, weight: int, size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    path = next(font.path for font in fonts() if font.file_name == file_name)
    font = ImageFont.truetype(str(path), size)
    try:
        axes = font.get_variation_axes()
    except OSError:  # a font of one weight
        return font
    wanted = {b"Weight": weight, b"Optical Size": size}
    font.set_variation_by_axes(
        [min(max(wanted.get(axis["name"], axis["default"]), axis["minimum"]), axis["maximum"]) for axis in axes]
    )
    return font

"""Pictures beside shared links: any title fits, any script is drawn, and the same words give the same bytes."""

import io

import pytest
from PIL import Image, ImageDraw

from rendering import cards
from rendering.cards import card_png
from tests.program.tricky import LONG_TITLE, NAMES, TITLES


def drawn(title: str, lines=("Hall B",)) -> Image.Image:
    body = card_png(kicker="Meeting", title=title, lines=lines, accent="#8c1d2f")
    return Image.open(io.BytesIO(body)).convert("RGB")


HARD = ("", "x" * 5000, "長" * 200, "a b " * 2000, "<script>\x00\n", *(family for _, family, _ in NAMES))


@pytest.mark.parametrize("title", [*TITLES, *HARD])
def test_any_title_stays_within_the_margins(title):
    picture = drawn(title)
    assert picture.size == (1200, 630)
    margin = cards.MARGIN - 12
    paper = picture.getpixel((2, 300))
    for edge in ((0, 30, margin, 630), (1200 - margin, 30, 1200, 630), (0, 600, 1200, 630)):
        assert picture.crop(edge).getcolors() == [((edge[2] - edge[0]) * (edge[3] - edge[1]), paper)], edge


def test_a_long_title_is_smaller_and_a_longer_one_is_cut():
    draw = ImageDraw.Draw(Image.new("RGB", (10, 10)))
    assert cards._fitting(draw, "Iron")[0] == cards.TITLE_SIZES[0]
    size, rows = cards._fitting(draw, LONG_TITLE)
    assert (size < cards.TITLE_SIZES[0], " ".join(rows)) == (True, LONG_TITLE)
    assert cards._fitting(draw, f"{LONG_TITLE} {LONG_TITLE}")[1][-1].endswith("…")


def test_a_letter_comes_from_a_font_that_has_it():
    for _, family, _ in NAMES:
        for part, font in cards._runs(family, "Source Serif 4", 600, 40):
            file = next(each for each in cards.fonts() if font.path == str(each.path))
            assert [letter for letter in part if ord(letter) not in cards._letters(file.file_name)] == [], part


def test_the_same_words_give_the_same_bytes():
    words = {"kicker": "Meeting", "title": LONG_TITLE, "lines": ["Hall B"], "accent": "#8c1d2f"}
    assert card_png(**words) == card_png(**words)
    assert len(card_png(**words)) < 40_000

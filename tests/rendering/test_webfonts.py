"""Fonts as pages get them: small parts, with every letter that css sends a reader there for."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from fontTools.ttLib import TTFont

from rendering import webfonts
from rendering.webfonts import code_points, parts

CSS = Path(__file__).resolve().parents[2] / "static" / "css" / "fonts.css"
FACE = re.compile(
    r'font-family: "([^"]+)"; font-style: (\w+);.*?'
    r'url\("\.\./fonts/([^"]+)"\) format\("woff2"\); unicode-range: ([^;]+);'
)


def test_the_stylesheet_names_every_part_with_its_range():
    faces = {(family, style, name, ranges) for family, style, name, ranges in FACE.findall(CSS.read_text())}
    assert faces == {(part.font.family, part.font.style, part.name, part.ranges) for part in parts()}


def test_parts_of_a_family_do_not_overlap():
    for family in webfonts.PARTED:
        latin, more = (code_points(part.ranges) for part in parts()[:2])
        assert latin & more == set(), family


@pytest.mark.parametrize("part", parts(), ids=lambda part: part.name)
def test_a_part_has_the_letters_of_its_range_and_the_weights_of_our_css(part):
    there, source = TTFont(part.path), TTFont(part.font.path)
    assert there.flavor == "woff2"
    assert {(axis.axisTag, axis.minValue, axis.maxValue) for axis in there["fvar"].axes} == {("wght", 400, 700)}
    wanted = code_points(part.ranges) & set(source.getBestCmap())
    assert wanted - set(there.getBestCmap()) == set()
    assert len(wanted) > 50


def test_latin_parts_are_small():
    sizes = {part.name: part.path.stat().st_size for part in parts() if part.part == "latin"}
    assert max(sizes.values()) < 45_000, sizes


def test_the_same_font_gives_the_same_bytes():
    first, second = webfonts.made(parts()[0]), webfonts.made(parts()[0])
    assert first == second
    assert TTFont(BytesIO(first))["name"].getDebugName(13).startswith("This Font Software is licensed under the SIL")


def test_pages_can_fetch_every_part_by_a_plain_name():
    for part in parts():
        assert finders.find(f"fonts/{part.name}") == str(part.path)
    assert finders.find("fonts/noto-sans-cjk.otf") is None


def test_collecting_copies_the_parts_under_their_plain_names(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = ["rendering.finders.FontFinder"]
    finders.get_finder.cache_clear()
    call_command("collectstatic", interactive=False, verbosity=0)
    assert {path.name: path.stat().st_size for path in Path(tmp_path, "fonts").iterdir()} == {
        part.name: part.path.stat().st_size for part in parts()
    }

"""The packaged fonts are here, drawn from packages, and served under plain names."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

from rendering.fonts import Font, FontMissingError, fonts, web_fonts

SCRIPTS = {
    "Inter": "Łukasz Żółć Ünal Đặng Ψυχή Привет",
    "Source Serif 4": "Łukasz Żółć Ünal Đặng Ψυχή Привет ≥ →",
    "Noto Sans": "Łukasz Đặng Привет",
    "Noto Sans Arabic": "مرحبا",
    "Noto Sans Hebrew": "שלום",
    "Noto Sans Devanagari": "नमस्ते",
    "Noto Sans Thai": "สวัสดี",
    "Noto Sans CJK TC": "山田 한국어 简体 かな",
}


@pytest.mark.parametrize("font", fonts(), ids=lambda font: font.file_name)
def test_a_font_has_the_letters_it_is_here_for(font):
    opened = TTFont(font.path)
    letters = opened.getBestCmap()
    assert [letter for letter in SCRIPTS[font.family] if letter != " " and ord(letter) not in letters] == []
    name = opened["name"]
    assert font.family in (name.getDebugName(1), name.getDebugName(16))
    assert "SIL Open Font License" in name.getDebugName(13)


def test_a_missing_font_names_the_package_to_install():
    lost = Font("Lost", "normal", (400, 400), "lost.ttf", "fontpkg-lost", "fontpkg_lost/files/Lost.ttf")
    with pytest.raises(FontMissingError, match=r"Lost .* `pip install fontpkg-lost`"):
        _ = lost.path


def test_pages_can_fetch_every_web_font_by_a_plain_name():
    for font in web_fonts():
        assert finders.find(f"fonts/{font.file_name}") == str(font.path)
    assert finders.find("fonts/noto-sans-cjk.otf") is None


def test_collecting_copies_the_fonts_under_their_plain_names(tmp_path, settings):
    from django.core.management import call_command

    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = ["rendering.finders.FontFinder"]
    finders.get_finder.cache_clear()
    call_command("collectstatic", interactive=False, verbosity=0)
    assert {path.name: path.stat().st_size for path in Path(tmp_path, "fonts").iterdir()} == {
        font.file_name: font.path.stat().st_size for font in web_fonts()
    }

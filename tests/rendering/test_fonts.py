"""The packaged fonts are here, drawn from packages, and served under plain names."""

import pytest
from fontTools.ttLib import TTFont

from rendering.fonts import Font, FontMissingError, fonts

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

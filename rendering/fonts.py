"""The fonts that come with Convoke's packages: for pages by a staticfiles finder, for paper by fontconfig.

A machine without a single font of its own shows and prints every name, and every machine prints the same
bytes. Pages get them in parts (``rendering/webfonts.py``). All are under the SIL Open Font License 1.1.
"""

import functools
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path


class FontMissingError(Exception):
    """A package with fonts is not installed, or lacks the file we know; the sentence says which."""


@dataclass(frozen=True, slots=True)
class Font:
    """One font file. ``weights`` is the range a variable font covers, ``package`` what pip installs."""

    family: str
    style: str
    weights: tuple[int, int]
    file_name: str  # without brackets
    package: str
    inside: str  # the import package and the path in it
    web: bool = True

    @property
    def path(self) -> Path:
        module, _, name = self.inside.partition("/")
        spec = find_spec(module)
        path = Path(spec.submodule_search_locations[0], name) if spec else None  # type: ignore[index]
        if path is None or not path.is_file():
            raise FontMissingError(
                f"The font {self.family} ({self.style}) is missing: run `pip install {self.package}`."
            )
        return path


_ALL = (100, 900)
_RTL = "justmytype_intl_rtl/fonts/ofl"
_SCRIPTS = {
    "Emoji": (300, 700),
    "Symbols": _ALL,
    "Armenian": _ALL,
    "Bengali": _ALL,
    "Ethiopic": _ALL,
    "Georgian": _ALL,
    "Gujarati": _ALL,
    "Gurmukhi": _ALL,
    "Kannada": _ALL,
    "Khmer": _ALL,
    "Lao": _ALL,
    "Malayalam": _ALL,
    "Myanmar": _ALL,
    "Oriya": _ALL,
    "Sinhala": _ALL,
    "Tamil": _ALL,
    "Telugu": _ALL,
}
"""For paper only: browsers have their own."""
_CATALOGUE = (
    Font("Inter", "normal", _ALL, "inter.ttf", "fontpkg-inter", "fontpkg_inter/files/Inter[opsz,wght].ttf"),
    Font(
        "Inter",
        "italic",
        _ALL,
        "inter-italic.ttf",
        "fontpkg-inter",
        "fontpkg_inter/files/Inter-Italic[opsz,wght].ttf",
    ),
    Font(
        "Source Serif 4",
        "normal",
        (200, 900),
        "source-serif-4.ttf",
        "fontpkg-source-serif-4",
        "fontpkg_source_serif_4/files/SourceSerif4[opsz,wght].ttf",
    ),
    Font(
        "Source Serif 4",
        "italic",
        (200, 900),
        "source-serif-4-italic.ttf",
        "fontpkg-source-serif-4",
        "fontpkg_source_serif_4/files/SourceSerif4-Italic[opsz,wght].ttf",
    ),
    Font(
        "Noto Sans",
        "normal",
        _ALL,
        "noto-sans.ttf",
        "fontpkg-noto-sans",
        "fontpkg_noto_sans/files/NotoSans[wdth,wght].ttf",
    ),
    Font(
        "Noto Sans",
        "italic",
        _ALL,
        "noto-sans-italic.ttf",
        "fontpkg-noto-sans",
        "fontpkg_noto_sans/files/NotoSans-Italic[wdth,wght].ttf",
    ),
    Font(
        "Noto Sans Arabic",
        "normal",
        _ALL,
        "noto-sans-arabic.ttf",
        "justmytype-intl-rtl",
        f"{_RTL}/notosansarabic/NotoSansArabic[wdth,wght].ttf",
    ),
    Font(
        "Noto Sans Hebrew",
        "normal",
        _ALL,
        "noto-sans-hebrew.ttf",
        "justmytype-intl-rtl",
        f"{_RTL}/notosanshebrew/NotoSansHebrew[wdth,wght].ttf",
    ),
    Font(
        "Noto Sans Devanagari",
        "normal",
        _ALL,
        "noto-sans-devanagari.ttf",
        "fontpkg-noto-sans-devanagari",
        "fontpkg_noto_sans_devanagari/files/NotoSansDevanagari[wdth,wght].ttf",
    ),
    Font(
        "Noto Sans Thai",
        "normal",
        _ALL,
        "noto-sans-thai.ttf",
        "fontpkg-noto-sans-thai",
        "fontpkg_noto_sans_thai/files/NotoSansThai[wdth,wght].ttf",
    ),
    Font(
        "Noto Sans CJK TC",
        "normal",
        (400, 400),
        "noto-sans-cjk.otf",
        "cvttf-notosanscjk-regular",
        "cvttf_NotoSansCJK_Regular/NotoSansCJKtc-Regular.otf",
        web=False,  # 16 MB: paper only; browsers have their own
    ),
    *(
        Font(
            "Noto Emoji" if script == "Emoji" else f"Noto Sans {script}",
            "normal",
            weights,
            f"noto-{script.lower()}.ttf",
            "manimgx-fonts",
            f"manimgx_fonts/Noto{'' if script == 'Emoji' else 'Sans'}{script}[wght].ttf",
            web=False,
        )
        for script, weights in _SCRIPTS.items()
    ),
)


@functools.cache
def fonts() -> tuple[Font, ...]:
    """Every packaged font, checked to be present; raises FontMissingError with the command that helps."""
    for font in _CATALOGUE:
        font.path  # noqa: B018 - looking is the check
    return _CATALOGUE


def web_fonts() -> tuple[Font, ...]:
    """Those that pages serve."""
    return tuple(font for font in fonts() if font.web)

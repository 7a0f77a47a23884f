"""The packaged fonts as pages get them: woff2, in parts by script, with the weights that our css uses and no other.

A part is made when it is first asked for, or by collectstatic, and kept in settings.WEB_FONTS. A latin part is some
thirty kilobytes, where the font is a megabyte. static/css/fonts.css names each with the same range.
"""

import functools
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from rendering.fonts import Font, web_fonts

LATIN = (
    "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, "
    "U+2190-2193, U+2212, U+2215"
)
MORE = (
    "U+0100-0130, U+0132-0151, U+0154-02BA, U+02BD-02C5, U+02C7-02D9, U+02DB, U+02DD-052F, U+1D00-1FFF, "
    "U+2070-20AB, U+20AD-20CF, U+2100-2121, U+2123-218F, U+2194-2211, U+2213-2214, U+2216-23FF, U+2500-27BF, "
    "U+2C60-2C7F, U+A700-A7FF, U+FB00-FB06"
)
SCRIPTS = {
    "noto-sans-arabic.ttf": "U+0600-06FF, U+0750-077F, U+0870-08FF, U+FB50-FDFF, U+FE70-FEFF",
    "noto-sans-hebrew.ttf": "U+0590-05FF, U+FB1D-FB4F",
    "noto-sans-devanagari.ttf": "U+0900-097F, U+1CD0-1CFF, U+A8E0-A8FF",
    "noto-sans-thai.ttf": "U+0E00-0E7F",
    "noto-sans.ttf": "U+02B0-036F, U+0530-058F, U+10A0-10FF, U+1C80-1C8F, U+2DE0-2DFF, U+A640-A69F",
}
PARTED = ("Inter", "Source Serif 4")
FEATURES = ("tnum", "lnum", "ss03")
"""Of the font's own choices, those that css/base.css switches on; what a script needs is kept anyway."""
AXES = {"wght": (400, 700), "opsz": {"Source Serif 4": 32}}
"""Weights of css; titles are drawn for their size, text for the font's usual one."""
LICENCE = (13, 14)
"""Names of a font that say what one may do with it; its licence wants them kept."""
MAKER = "1"
"""Rises when the same font would be made into other bytes."""


@dataclass(frozen=True, slots=True)
class WebFont:
    """`ranges` as css says them."""

    font: Font
    part: str
    ranges: str

    @property
    def name(self) -> str:
        stem = Path(self.font.file_name).stem
        return f"{stem}-{self.part}.woff2" if self.part else f"{stem}.woff2"

    @property
    def path(self) -> Path:
        """Where it stands, made if it was not."""
        facts = (MAKER, _tools(), self.font.path.stat().st_size, self.ranges, AXES, FEATURES)
        digest = hashlib.sha256(repr(facts).encode()).hexdigest()[:12]
        place = Path(settings.WEB_FONTS) / f"{digest}-{self.name}"
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=place.parent, suffix=".part", delete=False) as part:
                part.write(made(self))
            os.chmod(part.name, 0o644)
            os.replace(part.name, place)
        return place


@functools.cache
def parts() -> tuple[WebFont, ...]:
    found = []
    for font in web_fonts():
        if font.family in PARTED:
            found += [WebFont(font, "latin", LATIN), WebFont(font, "more", MORE)]
        elif font.file_name in SCRIPTS:
            found.append(WebFont(font, "", SCRIPTS[font.file_name]))
    return tuple(found)


def made(part: WebFont) -> bytes:
    """The bytes of a part; the same font gives the same bytes."""
    from io import BytesIO

    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(part.font.path, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = [*options.layout_features, *FEATURES]
    options.name_IDs = [*options.name_IDs, *LICENCE]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=code_points(part.ranges))
    subsetter.subset(font)
    axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    limits = axes | {"wght": AXES["wght"]}
    if "opsz" in axes:
        limits["opsz"] = AXES["opsz"].get(part.font.family, axes["opsz"])
    font = instantiateVariableFont(font, limits)
    font.flavor = "woff2"
    body = BytesIO()
    font.save(body)
    return body.getvalue()


def code_points(ranges: str) -> set[int]:
    found: set[int] = set()
    for each in ranges.split(", "):
        first, _, last = each.removeprefix("U+").partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def _tools() -> str:
    from importlib.metadata import version

    return version("fonttools")

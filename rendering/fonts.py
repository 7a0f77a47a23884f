"""The fonts that come with Convoke's packages: for pages by a staticfiles finder, for paper by a fontconfig file.

A machine without a single font of its own shows and prints every name, and every machine prints the same bytes.
In css a page refers to a font by ``url("fonts/<file_name>")`` relative to the static root, e.g. from
``static/css/site.css``: ``@font-face { font-family: Inter; src: url("../fonts/inter.ttf"); font-weight: 100 900; }``.
"""

import functools
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path


class FontsMissing(Exception):
    """A package with fonts is not installed, or lacks the file we know; the sentence says which."""


@dataclass(frozen=True, slots=True)
class Font:
    """One font file. ``weights`` is the range of a variable font; ``file_name`` is its name under ``fonts/``."""

    family: str
    style: str
    weights: tuple[int, int]
    file_name: str
    web: bool
    path: Path


# family, style, weights, name on the web, for browsers too, import package, path inside it
_CATALOGUE = (
    ("Inter", "normal", (100, 900), "inter.ttf", True, "fontpkg_inter", "files/Inter[opsz,wght].ttf"),
    (
        "Inter",
        "italic",
        (100, 900),
        "inter-italic.ttf",
        True,
        "fontpkg_inter",
        "files/Inter-Italic[opsz,wght].ttf",
    ),
)

"""The society's colour: whether words on it can be read, and the stylesheet that puts it on every page.

Contrast is the ratio of WCAG 2.2 (relative luminance of sRGB), from 1 to 21.
"""

LEAST_CONTRAST = 4.5
LIGHT_GROUND = "#f5f1e8"
"""The darkest of the light grounds in static/css/tokens.css; --accent is read on it."""
DARK_GROUND = "#1d2024"
"""The lightest of the dark grounds."""
DARK_CONTRAST = 6.0


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Of two colours as #rrggbb: 1 when equal, 21 for black on white."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def readable_on(ground: str, colour: str, towards: str, least: float) -> str:
    """The colour, mixed with as little of `towards` as gives it that contrast on the ground."""
    shades = (_mixed(colour, towards, step / 50) for step in range(51))
    return next((shade for shade in shades if contrast(shade, ground) >= least), towards)


def stylesheet(accent: str) -> str:
    """Overrides the tokens --society-accent, --accent (for words, light and dark) and --accent-fill."""
    light = readable_on(LIGHT_GROUND, accent, "#000000", LEAST_CONTRAST)
    dark = readable_on(DARK_GROUND, accent, "#ffffff", DARK_CONTRAST)
    return f":root{{--society-accent:{accent};--accent:light-dark({light},{dark});--accent-fill:{accent}}}\n"

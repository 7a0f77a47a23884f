"""A QR code holds exactly the address it was made of."""

import re
from xml.etree import ElementTree

import segno

from rendering.qr import qr_svg


def width(svg: str) -> int:
    return int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])


def test_a_code_is_named_and_scales():
    svg = qr_svg("https://example.org/a", title='Subscribe to "Olga & co"')
    assert svg.startswith('<svg role="img" ')
    assert ElementTree.fromstring(svg)[0].text == 'Subscribe to "Olga & co"'  # noqa: S314
    assert "width=" not in svg.split(">")[0]


def test_a_longer_address_makes_a_larger_code():
    assert width(qr_svg("https://example.org/" + "a" * 200)) > width(qr_svg("https://example.org/"))


def test_the_dark_squares_are_those_of_the_code():
    address = "https://example.org/agenda/q7x"
    dark = {(column - 4, row - 4) for row, line in enumerate(rows(qr_svg(address))) for column in line}
    expected = segno.make(address, error="m", micro=False).matrix
    assert dark == {(x, y) for y, line in enumerate(expected) for x, bit in enumerate(line) if bit}


def rows(svg: str) -> list[set[int]]:
    """The dark columns of each row, from the one stroked path: M and m move, h draws a run of squares."""
    path = re.search(r'stroke="#000" d="([^"]+)"', svg)[1]
    drawn: dict[int, set[int]] = {}
    x, y = 0.0, 0.0
    for command, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?: ?(-?[\d.]+))?", path):
        if command == "h":
            drawn.setdefault(int(y), set()).update(range(int(x), int(x) + int(first)))
            x += int(first)
        else:
            origin = (0.0, 0.0) if command == "M" else (x, y)
            x, y = origin[0] + float(first), origin[1] + float(second or 0)
    return [drawn.get(row, set()) for row in range(max(drawn) + 1)]

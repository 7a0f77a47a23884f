"""What the numbers of a calibration say, in words."""

from collections.abc import Mapping
from typing import Any

from reviews.engine.links import Graph, Link

BANDS = {"accept": "Clear accept", "discuss": "Discuss", "decline": "Clear decline"}


def chance_in_words(chance: float) -> str:
    """A probability as whole per cent, never 0 or 100: neither is known."""
    percent = round(100 * chance)
    return "<1 %" if percent < 1 else ">99 %" if percent > 99 else f"{percent} %"


def warnings(graph: Graph, titles: Mapping[Any, str]) -> list[str]:
    """What makes scores of some proposals incomparable with those of others. `titles` by proposal."""
    found = []
    if not graph.is_whole:
        sizes = [len(part) for part in graph.components]
        found.append(
            f"The readings fall apart into {len(sizes)} groups of {_listed(sizes)} proposals that no reader links: "
            "scores of one group cannot be compared with those of another. Give somebody a proposal of each."
        )
    return found + [_hanging(link, titles) for link in graph.links[:3]]


def _hanging(link: Link, titles: Mapping[Any, str]) -> str:
    what = f"“{titles.get(link.key, 'One proposal')}”" if link.kind == "proposal" else "One reader"
    return (
        f"{what} alone links groups of {_listed(link.parts)} proposals: how they compare hangs on that one. "
        "A second reader of both would make it sure."
    )


def _listed(sizes: Any) -> str:
    *first, last = [str(size) for size in sizes]
    return f"{', '.join(first)} and {last}" if first else last

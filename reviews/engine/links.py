"""Does the graph of readers and proposals hold together? Scores of two parts that nobody links cannot be compared,
and where one reader or one proposal alone links them the comparison hangs on her or it (MacKay et al. 2017).

Proposals and reviewers are nodes, readings edges. Parts come from one depth-first walk with low links (Hopcroft and
Tarjan 1973). Cost: linear in the readings.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

type Node = tuple[str, Hashable]
"""("proposal" or "reviewer", its key)."""

FEWEST = 2
"""A part of fewer proposals is no half of a committee: one proposal with one reader always hangs on her."""


@dataclass(frozen=True, slots=True)
class Link:
    """A `reviewer` or a `proposal` (`kind`) without which the graph falls into parts of so many proposals each."""

    kind: str
    key: Hashable
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """`components` hold the proposals of each part, the largest first; `links` are what alone holds them together."""

    components: tuple[frozenset[Hashable], ...]
    links: tuple[Link, ...]

    @property
    def is_whole(self) -> bool:
        return len(self.components) <= 1


def graph_of(readings: Iterable[tuple[Hashable, Hashable]]) -> Graph:
    """`readings` are (proposal, reviewer)."""
    near: dict[Node, list[Node]] = defaultdict(list)
    for proposal, reviewer in readings:
        near["proposal", proposal].append(("reviewer", reviewer))
        near["reviewer", reviewer].append(("proposal", proposal))
    seen: dict[Node, int] = {}
    components, links = [], []
    for root in list(near):
        if root not in seen:
            walk = _Walk(root, near, seen)
            components.append(walk.proposals)
            links += walk.links()
    components.sort(key=len, reverse=True)
    return Graph(tuple(components), tuple(links))


class _Walk:
    """One component. `seen` counts the order in which nodes were met; `under` how many proposals hang below each."""

    def __init__(self, root: Node, near: Mapping[Node, list[Node]], seen: dict[Node, int]):
        self.root, self.near, self.seen = root, near, seen
        self.low: dict[Node, int] = {}
        self.under: dict[Node, int] = {}
        self.cut: dict[Node, list[int]] = defaultdict(list)
        self._go()
        self.proposals = frozenset(key for kind, key in self.under if kind == "proposal")

    def _go(self) -> None:
        stack = [(self.root, iter(self.near[self.root]))]
        above: dict[Node, Node | None] = {self.root: None}
        self._meet(self.root)
        while stack:
            node, rest = stack[-1]
            ahead = next(rest, None)
            if ahead is None:
                stack.pop()
                self._leave(node, above[node])
            elif ahead not in self.seen:
                above[ahead] = node
                self._meet(ahead)
                stack.append((ahead, iter(self.near[ahead])))
            elif ahead != above[node]:
                self.low[node] = min(self.low[node], self.seen[ahead])

    def _meet(self, node: Node) -> None:
        self.seen[node] = self.low[node] = len(self.seen)
        self.under[node] = node[0] == "proposal"

    def _leave(self, node: Node, above: Node | None) -> None:
        if above is None:
            return
        self.low[above] = min(self.low[above], self.low[node])
        self.under[above] += self.under[node]
        if self.low[node] >= self.seen[above]:
            self.cut[above].append(self.under[node])

    def links(self) -> list[Link]:
        found = []
        for node, parts in self.cut.items():
            rest = self.under[self.root] - sum(parts) - (node[0] == "proposal")
            halves = sorted((part for part in (*parts, rest) if part >= FEWEST), reverse=True)
            if len(halves) > 1:
                found.append(Link(node[0], node[1], tuple(halves)))
        return sorted(found, key=lambda link: -link.parts[1])

"""Large-neighbourhood search: free a part of a plan, hold the rest, solve that exactly, keep what is not worse."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

from ..report import Report
from .arrange import cells_of
from .model import CellModel
from .running import hint_all, solve_model
from .shape import Shape

if TYPE_CHECKING:
    from .search import Search

KINDS = ("costly", "topics", "blocks", "rooms")
STEP = 0.01
LONGEST_STEP = 0.06
"""Shares of the budget for one step: at first, and when it is too short for any answer."""
SMALLEST = {"costly": 2, "topics": 2, "blocks": 2, "rooms": 4}
AT_FIRST = {"costly": 5, "topics": 5, "blocks": 2, "rooms": 12}


@dataclass(frozen=True, slots=True)
class Freed:
    """What may move: whole topics; items within these blocks; cells (not items) of these topics."""

    topics: frozenset[int] = frozenset()
    blocks: frozenset[int] = frozenset()
    rooms: frozenset[int] = frozenset()


class Chooser:
    """Draws neighbourhoods; their size follows how many are solved to the end."""

    def __init__(self, shape: Shape, seed: int) -> None:
        self.shape = shape
        self.chance = Random(seed)  # noqa: S311  a search, not a secret
        self.size = {kind: float(size) for kind, size in AT_FIRST.items()}
        self.worth = dict.fromkeys(KINDS, 1.0)
        self.near: dict[int, set[int]] = defaultdict(set)
        for one, other in (*shape.alike, *((shape.topic[i], shape.topic[j]) for i, j in shape.clash)):
            self.near[one].add(other)
            self.near[other].add(one)

    def draw(self, costly: dict[int, int]) -> tuple[str, Freed]:
        """`costly` says what each topic costs in the plan as it stands."""
        kind = self.chance.choices(KINDS, [self.worth[each] for each in KINDS])[0]
        size = round(self.size[kind])
        if kind == "blocks":
            return kind, Freed(blocks=frozenset(self._some_blocks(size)))
        topics = frozenset(self._some_topics(size, costly if kind != "topics" else {}))
        return kind, Freed(rooms=topics) if kind == "rooms" else Freed(topics=topics)

    def learn(self, kind: str, *, solved: bool, gained: bool) -> None:
        """Bigger when solved, smaller when not; more of what gains."""
        most = len(self.shape.blocks) if kind == "blocks" else len(self.shape.topics)
        self.size[kind] = min(most, max(SMALLEST[kind], self.size[kind] * (1.12 if solved else 0.85)))
        self.worth[kind] = 0.9 * self.worth[kind] + 0.1 * (4.0 if gained else 0.6)

    def _some_blocks(self, size: int) -> list[int]:
        count = len(self.shape.blocks)
        if self.chance.random() < 0.5:
            first = self.chance.randrange(max(1, count - size + 1))
            return list(range(first, min(count, first + size)))
        return self.chance.sample(range(count), min(size, count))

    def _some_topics(self, size: int, costly: dict[int, int]) -> set[int]:
        """About half by their cost, the others near to those or by chance."""
        every = [t for t, items in enumerate(self.shape.members) if items]
        paying = [t for t in every if costly.get(t)]
        found: set[int] = set()
        for _ in range(min(len(paying), (size + 1) // 2)):
            found.add(self.chance.choices(paying, [costly[t] for t in paying])[0])
            found.add(self.chance.choice(paying))
        near = sorted({other for t in found for other in self.near[t]} - found)
        self.chance.shuffle(near)
        found.update(near[: size // 4])
        rest = [t for t in every if t not in found]
        self.chance.shuffle(rest)
        found.update(rest[: max(0, size - len(found))])
        return found


def hold(model: CellModel, solution: list[int], freed: Freed) -> Any:
    """A copy of the model in which everything but the freed part keeps its value in the solution."""
    copy = model.model.clone()
    hint_all(copy, solution)
    variables = copy.proto.variables
    topic = model.shape.topic
    blocks = {i: s for (i, s), each in model.x.items() if solution[each.index]}

    def fix(each: Any) -> None:
        domain = variables[each.index].domain
        while len(domain) > 2:
            domain.pop()
        domain[0] = domain[1] = solution[each.index]

    for (i, s), each in model.x.items():
        inside = s in freed.blocks and blocks[i] in freed.blocks
        if topic[i] not in freed.topics and not inside:
            fix(each)
    for (t, s, _), each in model.z.items():
        if t not in freed.topics and t not in freed.rooms and s not in freed.blocks:
            fix(each)
    return copy


def improve(search: "Search", copies: list[int], number: int, until: float) -> None:
    """One worker: step after step from the best plan, until so much of the budget is left or nothing is to gain.

    A step that ended before it had any answer was too short for the size of the problem; the next ones are longer.
    """
    shape, budget = search.shape, search.budget
    model, chooser = search.own(copies, number)
    limit = STEP * budget.total
    solution: list[int] | None = None
    mine, best, step = -1, -1, 0
    while not search.done and search.report is not None and budget.left > until:
        if search.report.value != best:
            report = search.report
            solution, mine, best = search.hint(model), report.value, report.value
            costly = costs_of(shape, report)
        if solution is None:
            return
        step += 1
        kind, freed = chooser.draw(costly)
        proto = hold(model, solution, freed)
        run = solve_model(model, budget, limit, seed=1000 * search.seed + step, proto=proto)
        if run.answer is None:
            limit = min(1.5 * limit, LONGEST_STEP * budget.total)
        value = search.offer(cells_of(shape, run.answer)) if run.answer is not None else None
        chooser.learn(kind, solved=bool(run.proof), gained=value is not None and value < mine)
        if value is not None and value <= mine:
            solution, mine = run.solution, value
            best = min(best, value)


def costs_of(shape: Shape, report: Report) -> dict[int, int]:
    """Topic -> what its items pay."""
    place = {item: at for at, item in enumerate(shape.items)}
    found: Counter[int] = Counter()
    for each in report.violations:
        for t in {shape.topic[place[item]] for item in each.items}:
            found[t] += each.penalty
    return found

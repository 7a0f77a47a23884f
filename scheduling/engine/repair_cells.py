"""Repair of programs whose cells belong to one topic each: the model of cells, with disturbance as its objective.

An item stays when it stays in its block and its topic keeps the cell; starts within a cell are kept where they were.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from .cells.arrange import blocks_of, cells_of_plan, copies_of
from .cells.costs import add_costs
from .cells.model import Answer, CellModel, Expr
from .cells.running import Budget, Run, hint_all, solve_model
from .cells.shape import Shape
from .problem import Placement, Plan
from .search import Limits


@dataclass(frozen=True, slots=True)
class ByCells:
    """The plan found, None when there is none. No repair has a lower rank, `unit` times people plus moves, than
    `least`; `refuted` says that there is none at all."""

    plan: dict[str, Placement] | None
    least: int
    unit: int
    refuted: bool


MORE_MOVES = (2, 8, 10_000)
"""How many more items than must may move, step by step."""
FIND, CHEAPEN = 0.3, 0.15
"""Shares of the time for each such step, and for the value of the plan found."""


def repair_cells(
    shape: Shape, told: Plan, most: int | None, limits: Limits, seconds: float, least: tuple[int, int]
) -> ByCells:
    """Disturb the told plan as little as possible; its value must not exceed `most`. `least` people and moves are
    known to be needed. Plans that move few items are looked at first: most of the model is fixed then."""
    budget = Budget(seconds, None)
    cells = cells_of_plan(shape, told)
    exact = _Disturbed(shape, told, [each + 1 for each in copies_of(shape, cells)], most)
    exact.model.hint(blocks_of(shape, cells), cells)
    known = exact.unit * least[0] + least[1]
    plan, rank = None, 0
    for more in MORE_MOVES:
        exact.move_at_most(least[1] + more)
        run = exact.solve(budget, limits, FIND)
        if run.answer is not None:
            rank = run.value
            plan = placed(shape, exact.cheapest(run, budget, limits) or run.answer, told)
            break
    if plan is not None and rank <= known:
        return ByCells(plan, known, exact.unit, refuted=False)
    wide = _Disturbed(shape, told, None, most)
    if plan is not None:
        wide.model.model.add(wide.disturbance < rank)
    run = wide.solve(budget, limits, 1.0)
    if run.proof == "infeasible":
        return ByCells(plan, max(known, rank), exact.unit, refuted=plan is None)
    return ByCells(plan, max(known, run.bound), exact.unit, refuted=False)


class _Disturbed:
    """The model with its disturbance; `copies` None makes it a relaxation, whose bound is one of every plan."""

    def __init__(self, shape: Shape, told: Plan, copies: Sequence[int] | None, most: int | None) -> None:
        self.shape, self.unit = shape, len(shape.items) + 1
        self.model = CellModel(shape, copies)
        add_costs(self.model)
        if most is not None:
            self.model.model.add(self.model.value <= most)
        moved = [self._moved(i, told[item]) for i, item in enumerate(shape.items)]
        self.moves = self.model.model.new_int_var(0, len(moved), "moves")
        self.model.model.add(self.moves == sum(moved))
        self.disturbance = self.moves + self.unit * sum(self._people(moved))

    def move_at_most(self, count: int) -> None:
        domain = self.model.model.proto.variables[self.moves.index].domain
        domain.clear()
        domain.extend([0, min(count, len(self.shape.items))])

    def solve(self, budget: Budget, limits: Limits, share: float) -> Run:
        """Disturb as little as possible, within a share of the whole time."""
        self.model.model.minimize(self.disturbance)
        amount = share * budget.total
        return solve_model(self.model, budget, amount, seed=limits.seed, workers=limits.workers)

    def cheapest(self, found: Run, budget: Budget, limits: Limits) -> Answer | None:
        """The cheapest answer that disturbs no more than the one found."""
        self.model.model.add(self.disturbance <= found.value)
        self.model.model.minimize(self.model.value)
        hint_all(self.model.model, found.solution)
        amount = CHEAPEN * budget.total
        return solve_model(self.model, budget, amount, seed=limits.seed, workers=limits.workers).answer

    def _moved(self, i: int, place: Placement) -> Expr:
        """A literal that may be false only when the item stays."""
        model, shape = self.model, self.shape
        spot = shape.index.spot(shape.items[i], place)
        moved = model.flag()
        s = shape.blocks.index(spot.block) if spot.block is not None else -1
        stays, cell = model.x.get((i, s)), model.z.get((shape.topic[i], s, shape.rooms.index(spot.room)))
        if stays is None or cell is None:
            model.model.add(moved == 1)
        else:
            model.model.add_bool_or([moved, stays])
            model.model.add(cell >= 1).only_enforce_if(~moved)
        return moved

    def _people(self, moved: Sequence[Expr]) -> list[Expr]:
        mine: dict[str, list[Expr]] = defaultdict(list)
        for i, item in enumerate(self.shape.items):
            for person in self.shape.index.attending[item]:
                mine[person].append(moved[i])
        found = []
        for moves in mine.values():
            told = self.model.flag()
            for each in moves:
                self.model.model.add_implication(each, told)
            found.append(told)
        return found


def placed(shape: Shape, answer: Answer, told: Plan) -> dict[str, Placement] | None:
    """Rooms and starts: who stays keeps hers, the others go into the gaps; a cell without a gap is put anew."""
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, s in enumerate(answer.blocks):
        groups[shape.topic[i], s].append(i)
    plan: dict[str, Placement] = {}
    for (t, s), items in groups.items():
        rooms = answer.rooms.get((t, s), [])
        found = _into_gaps(shape, s, items, rooms, told) or _into_gaps(shape, s, items, rooms, {})
        if found is None:
            return None
        plan |= found
    return plan


def _into_gaps(shape: Shape, s: int, items: list[int], rooms: list[int], told: Plan) -> dict[str, Placement] | None:
    """The items of one topic in one block, those of `told` that may stay first, then the longest."""
    block = shape.index.problem.blocks[s]
    free = {shape.rooms[r]: [True] * shape.slots[s] for r in rooms}
    plan: dict[str, Placement] = {}
    waiting = []
    for i in items:
        place = told.get(shape.items[i])
        at = (place.start - block.starts) // shape.unit if place is not None else -1
        if place is None or place.room not in free or not _take(free[place.room], at, shape.length[i]):
            waiting.append(i)
        else:
            plan[shape.items[i]] = place
    for i in sorted(waiting, key=lambda i: (-shape.length[i], i)):
        for room, slots in free.items():
            at = next((at for at in range(len(slots)) if _take(slots, at, shape.length[i])), -1)
            if at >= 0:
                plan[shape.items[i]] = Placement(room, block.starts + at * shape.unit)
                break
        else:
            return None
    return plan


def _take(slots: list[bool], at: int, length: int) -> bool:
    """Take so many free slots from `at` on; False when they are not all there."""
    if at < 0 or at + length > len(slots) or not all(slots[at : at + length]):
        return False
    slots[at : at + length] = [False] * length
    return True

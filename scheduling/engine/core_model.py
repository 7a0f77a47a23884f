"""The CP-SAT model: where each item goes, that rooms hold one item at a time, what places cost.

For every item: one start, one Boolean per room, one per block, one optional interval per room. The
objective is the checker's value, term by term; a hard rule forbids instead of costing. All penalties
are non-negative, so every cost variable is bounded from below only, and a term that is left out
leaves the proved bound a valid one.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from .choices import Choice, Slot
from .index import Index, Spot
from .marks_item import closed_marks
from .problem import Interval, Placement, Plan

Expr = Any
"""A CP-SAT literal or linear expression (the solver is imported only where it is used)."""


class Core:
    """The model and its main variables.

    `must_place` asks for a complete plan; else an item may stay out for the weight of `unplaced`, unless it
    is among `held`. Only items of `choice` are in the model; those without any choice are left out and their
    weight is paid at once. `busy` are the hours that other items take, room by room.
    """

    def __init__(
        self,
        index: Index,
        choice: Mapping[str, Choice],
        *,
        must_place: bool,
        held: Collection[str] = (),
        busy: Mapping[str, Sequence[Interval]] | None = None,
    ) -> None:
        from ortools.sat.python import cp_model

        self.cp = cp_model
        self.model = cp_model.CpModel()
        self.index = index
        self.choice = choice
        self.items = [item for item in index.items if item in choice and choice[item].any]
        self.must_place = must_place
        self.held = held
        self.paid: list[Expr] = [index.rule["unplaced"].weight * (len(choice) - len(self.items))]
        self.left_out = 0
        self.start: dict[str, Expr] = {}
        self.room: dict[str, dict[str, Expr]] = {}
        self.block: dict[str, dict[str, Expr]] = {}
        self.present: dict[str, Expr] = {}
        for item in self.items:
            self._place(item)
        self._rooms_hold_one(busy or {})
        self._same_room: dict[tuple[str, str], Expr] = {}

    def end(self, item: str) -> Expr:
        return self.start[item] + self.index.items[item].minutes

    def flag(self) -> Expr:
        return self.model.new_bool_var("")

    def absent(self, *items: str) -> list[Expr]:
        """Literals that make a clause about these items true when one has no place."""
        return [] if self.must_place else [~self.present[each] for each in items]

    def there(self, *items: str) -> list[Expr]:
        """Literals that enforce a constraint only when all these items have a place."""
        return [] if self.must_place else [self.present[each] for each in items]

    def charge(self, rule: str, amount: Expr, times: int = 1) -> None:
        """Pay the rule's weight for an amount (a literal or whole expression), or forbid it when hard."""
        asked = self.index.rule[rule]
        if not asked.on or times <= 0:
            return
        if asked.hard:
            self.model.add(amount == 0)
        else:
            self.paid.append(asked.weight * times * amount)

    def finish(self) -> None:
        """Hand the objective to the model."""
        self.model.minimize(sum(self.paid))

    def same_room(self, one: str, other: str) -> Expr:
        """A literal that can be true only when both are in one room."""
        key = (one, other)
        if key not in self._same_room:
            same = self.flag()
            for room in self.index.rooms:
                here, there = self.room[one].get(room, 0), self.room[other].get(room, 0)
                if room in self.room[one] or room in self.room[other]:
                    self.model.add(here == there).only_enforce_if(same)
            self._same_room[key] = same
        return self._same_room[key]

    def levels(self, item: str, costs: Mapping[Slot, int]) -> Expr:
        """The cost of the item's slot as an expression: a literal for each cost within each block."""
        by_block: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for slot in self.choice[item].slots:
            by_block[slot[0]][costs[slot]].append(slot[1])
        terms: list[Expr] = []
        for block, levels in by_block.items():
            chosen = self.block[item][block]
            if len(levels) == 1:
                terms.append(next(iter(levels)) * chosen)
                continue
            flags = {level: self.flag() for level in levels}
            self.model.add(sum(flags.values()) == chosen)
            for level, starts in levels.items():
                self.start_in(item, starts, [flags[level]])
                terms.append(level * flags[level])
        return sum(terms)

    def start_in(self, item: str, starts: Iterable[int], when: list[Expr]) -> None:
        domain = self.cp.Domain.from_values(list(starts))
        self.model.add_linear_expression_in_domain(self.start[item], domain).only_enforce_if(when)

    def _place(self, item: str) -> None:
        mine = self.choice[item]
        every = self.cp.Domain.from_values([begin for _, begin in mine.slots])
        self.start[item] = self.model.new_int_var_from_domain(every, f"start {item}")
        self.room[item] = {room: self.model.new_bool_var(f"{item} in {room}") for room in mine.rooms}
        blocks: dict[str, list[int]] = defaultdict(list)
        for block, begin in mine.slots:
            blocks[block].append(begin)
        self.block[item] = {block: self.model.new_bool_var(f"{item} during {block}") for block in blocks}
        self.present[item] = self.flag()
        if self.must_place or item in self.held:
            self.model.add(self.present[item] == 1)
        else:
            self.paid.append(self.index.rule["unplaced"].weight * (1 - self.present[item]))
            rest = min(begin for _, begin in mine.slots)
            self.model.add(self.start[item] == rest).only_enforce_if(~self.present[item])
        self.model.add(sum(self.room[item].values()) == self.present[item])
        self.model.add(sum(self.block[item].values()) == self.present[item])
        for block, starts in blocks.items():
            self.start_in(item, starts, [self.block[item][block]])
        self._fit_rooms_to_blocks(item)
        self._pay_place(item)

    def _fit_rooms_to_blocks(self, item: str) -> None:
        for block, during in self.block[item].items():
            allowed = self.index.blocks[block].rooms
            if allowed is not None:
                for room, inside in self.room[item].items():
                    if room not in allowed:
                        self.model.add_bool_or([~during, ~inside])

    def _pay_place(self, item: str) -> None:
        mine = self.choice[item]
        self.paid.extend(cost * self.room[item][room] for room, cost in mine.rooms.items() if cost)
        if any(mine.slots.values()):
            self.paid.append(self.levels(item, mine.slots))
        if not self.index.rule["room_closed"].on:
            return
        for room, inside in self.room[item].items():
            fine = [slot[1] for slot in mine.slots if not self._closed(item, room, slot)]
            if len(fine) < len(mine.slots):
                shut = self.flag()
                self.start_in(item, fine, [inside, ~shut])
                self.charge("room_closed", shut)

    def _closed(self, item: str, room: str, slot: Slot) -> bool:
        spot = Spot(room, slot[1], slot[1] + self.index.items[item].minutes, slot[0])
        return any(closed_marks(self.index, item, spot))

    def _rooms_hold_one(self, busy: Mapping[str, Sequence[Interval]]) -> None:
        by_room: dict[str, list[Expr]] = defaultdict(list)
        for item in self.items:
            for room, inside in self.room[item].items():
                minutes = self.index.items[item].minutes
                interval = self.model.new_optional_fixed_size_interval_var(self.start[item], minutes, inside, "")
                by_room[room].append(interval)
        for room, intervals in by_room.items():
            taken = busy.get(room, ())
            intervals += [self.model.new_fixed_size_interval_var(a, b - a, "") for a, b in taken]
            if len(intervals) > 1:
                self.model.add_no_overlap(intervals)

    def hint(self, plan: Plan) -> None:
        """Hint the main variables from a plan."""
        self.model.clear_hints()
        for item in self.items:
            place = plan.get(item)
            spot = self.index.spot(item, place) if place else None
            self.model.add_hint(self.present[item], spot is not None)
            for room, inside in self.room[item].items():
                self.model.add_hint(inside, spot is not None and room == spot.room)
            for block, during in self.block[item].items():
                self.model.add_hint(during, spot is not None and block == spot.block)
            rest = min(begin for _, begin in self.choice[item].slots)
            self.model.add_hint(self.start[item], spot.start if spot else rest)

    def read(self, value: Callable[[Expr], int]) -> dict[str, Placement]:
        """The plan in a solution; `value` reads one variable."""
        plan = {}
        for item in self.items:
            for room, inside in self.room[item].items():
                if value(inside):
                    plan[item] = Placement(room, value(self.start[item]))
        return plan

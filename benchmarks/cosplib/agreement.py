"""Do the engine's checker and the naive evaluator say the same of any schedule, term by term?

python -m benchmarks.cosplib.agreement --data FOLDER [--schedules 1000]
"""

import argparse
import io
import random
import sys
from pathlib import Path

from benchmarks.cosplib import naive
from scheduling.cosplib.model import SLOT, TERMS, slots_of
from scheduling.cosplib.reading import read
from scheduling.cosplib.solution import write_solution
from scheduling.engine.check import Judge
from scheduling.engine.index import Index
from scheduling.engine.problem import Placement, Problem

FROM_FILE = 50
"""Every so many schedules one goes through a file."""


def random_plan(problem: Problem, chance: random.Random) -> dict[str, Placement]:
    """Each item in a random cell that is free or its track's, where it still fits; some find no place."""
    free = {(block.id, room.id): list(range(slots_of(block))) for block in problem.blocks for room in problem.rooms}
    starts = {block.id: block.starts for block in problem.blocks}
    owner: dict[tuple[str, str], str | None] = {}
    plan = {}
    for item in chance.sample(problem.items, len(problem.items)):
        length = item.minutes // SLOT
        places = [
            (cell, slot)
            for cell, slots in free.items()
            if owner.get(cell, item.topic) == item.topic
            for slot in slots
            if all(slot + more in slots for more in range(length))
        ]
        if places:
            cell, slot = chance.choice(places)
            owner[cell] = item.topic
            free[cell] = [each for each in free[cell] if not slot <= each < slot + length]
            plan[item.id] = Placement(cell[1], starts[cell[0]] + slot * SLOT)
    return plan


def schedule_of(problem: Problem, plan: dict[str, Placement]) -> naive.Schedule:
    """The plan as owners and slots."""
    items = {item.id: item for item in problem.items}
    schedule = naive.Schedule({}, {})
    for name, place in plan.items():
        item = items[name]
        block = next(each for each in problem.blocks if each.starts <= place.start < each.ends)
        schedule.owner[block.id, place.room] = str(item.topic)
        for slot in range(item.minutes // SLOT):
            schedule.slots[block.id, (place.start - block.starts) // SLOT + slot, place.room] = name
    return schedule


def differences(book: bytes, schedules: int, seed: int) -> list[str]:
    """Sentences, none when all schedules are judged alike."""
    problem, instance = read(io.BytesIO(book)).problem, naive.load(io.BytesIO(book))
    index, chance, found = Index(problem), random.Random(seed), []
    for number in range(schedules):
        plan = random_plan(problem, chance)
        schedule = schedule_of(problem, plan)
        if number % FROM_FILE == 0:
            file = io.BytesIO()
            write_solution(problem, plan, file)
            schedule = naive.load_schedule(file, instance)
        engine = Judge(problem, plan, index=index).report().terms
        by_hand = naive.terms(instance, schedule)
        for term, rule in enumerate(TERMS, start=1):
            if engine.get(rule, 0) != by_hand[term]:
                found.append(f"schedule {number}, term {term}: engine {engine.get(rule, 0)}, naive {by_hand[term]}")
    return found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path, required=True, help="folder of workbooks")
    asked.add_argument("--schedules", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    wrong = False
    for file in sorted(given.data.glob("*.xlsx")):
        found = differences(file.read_bytes(), given.schedules, given.seed)
        print(f"{file.stem}: {given.schedules} schedules, {len(found)} differences", *found[:5], sep="\n  ")
        wrong = wrong or bool(found)
    sys.exit(wrong)


if __name__ == "__main__":
    main()

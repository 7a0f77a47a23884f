"""Why there is no portfolio: the fewest rules and decisions that cannot hold together, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from reviews.engine.choosing.model import Programme
from reviews.engine.choosing.problem import Problem, Rule


@dataclass(frozen=True, slots=True)
class Collision:
    """Give up one of these and the others can be kept: `rules` hold only their parts that take part, `inside` are
    proposals that are in by decision, `outside` those that are out.
    """

    rules: tuple[Rule, ...]
    inside: tuple[int, ...]
    outside: tuple[int, ...]

    def sentences(self, titles: Mapping[int, str]) -> list[str]:
        """One for each rule, and one for the decisions on each side."""
        said = [_of(rule) for rule in self.rules]
        for keys, word in ((self.inside, "in"), (self.outside, "out")):
            if keys:
                names = ", ".join(f"“{titles.get(key, key)}”" for key in keys)
                said.append(f"Decided to be {word}: {names}.")
        return said


def _of(rule: Rule) -> str:
    labels = ", ".join(part.label for part in rule.parts if part.label)
    return f"{rule.name} ({labels})" if labels else rule.name


def collision(problem: Problem) -> Collision:
    """For a problem without an answer. Found by leaving out one thing after another while there still is none, so
    every one that remains is needed; that takes as many small programmes as there are parts and decisions.
    """
    hard = [replace(rule, parts=(part,)) for rule in problem.rules if not rule.is_target for part in rule.parts]
    rules = tuple(_needed(hard, lambda kept: not feasible(replace(problem, rules=tuple(kept)))))
    bare = replace(problem, rules=rules)
    inside = _needed(sorted(problem.inside), lambda kept: not feasible(replace(bare, inside=frozenset(kept))))
    bare = replace(bare, inside=frozenset(inside))
    outside = _needed(sorted(problem.outside), lambda kept: not feasible(replace(bare, outside=frozenset(kept))))
    return Collision(_joined(rules), tuple(inside), tuple(outside))


def feasible(problem: Problem) -> bool:
    return Programme(problem).solve(dict.fromkeys(problem.values, 0.0)) is not None


def _needed[T](things: Sequence[T], collide: Callable[[Sequence[T]], bool]) -> list[T]:
    """The things without which there would be no collision, halves tried before single ones."""
    kept = list(things)
    size = len(kept)
    while size:
        place = 0
        while place < len(kept):
            fewer = kept[:place] + kept[place + size :]
            if collide(fewer):
                kept = fewer
            else:
                place += size
        size //= 2
    return kept


def _joined(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Parts of one rule together again."""
    names = dict.fromkeys(rule.name for rule in rules)
    of = {name: [rule for rule in rules if rule.name == name] for name in names}
    return tuple(replace(same[0], parts=tuple(part for rule in same for part in rule.parts)) for same in of.values())

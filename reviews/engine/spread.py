"""Give each proposal enough readers, the fewest loaded first.

A greedy first proposal that a chair adjusts: no optimum is claimed. Every step gives the proposal that lacks most
readers the free reader with the smallest load. Deterministic: ties go by the order of the inputs. Cost: readers given
times the number of proposals and of readers.
"""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread[P: Hashable, R: Hashable]:
    """`pairs` are new (proposal, reader); `short` says how many readers each proposal still lacks."""

    pairs: tuple[tuple[P, R], ...]
    short: Mapping[P, int]


def spread[P: Hashable, R: Hashable](
    lacking: Mapping[P, int],
    loads: Mapping[R, int],
    taken: Collection[tuple[P, R]],
) -> Spread[P, R]:
    """`lacking` {proposal: readers it still needs}, `loads` {reader: proposals she has}, `taken` the (proposal,
    reader) that cannot be given: assigned already, declined, or in conflict.
    """
    need = {proposal: count for proposal, count in lacking.items() if count > 0}
    load, closed = dict(loads), set(taken)
    pairs: list[tuple[P, R]] = []
    short: dict[P, int] = {}
    while need:
        proposal = max(need, key=lambda one: need[one])
        free = [reader for reader in load if (proposal, reader) not in closed]
        if not free:
            short[proposal] = need.pop(proposal)
            continue
        reader = min(free, key=lambda one: load[one])
        pairs.append((proposal, reader))
        closed.add((proposal, reader))
        load[reader] += 1
        need[proposal] -= 1
        if not need[proposal]:
            del need[proposal]
    return Spread(tuple(pairs), short)

"""What a rule is, and the list that holds them."""

from collections.abc import Callable, Iterator

from reviews.conflicts.facts import Facts
from reviews.conflicts.finding import Reason
from reviews.conflicts.known import Known

Found = tuple[int, int, Reason]
"""(proposal, reader, reason)."""
Rule = Callable[[Facts, Known], Iterator[Found]]
RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    """Enter a rule. It walks the proposals and finds readers by index, never every pair."""
    RULES.append(function)
    return function

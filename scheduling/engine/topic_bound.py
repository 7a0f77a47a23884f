"""A proved bound for big programs: what each topic costs at least, were it alone in the building.

A topic's own costs (its items' places, its pairs, its cells) belong to no other topic, no penalty is negative, and
a topic alone can do whatever it does among others; so the least costs add up to a bound of the whole.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from time import monotonic

from .choices import Choice
from .core_model import Core
from .index import Index
from .pair_model import add_pairs
from .report import Report
from .search import Limits, run
from .topic_model import add_topics
from .weights import OFF

TOPIC_SECONDS = 3.0
TOPIC_WORK = 0.5
PATIENCE = 4
"""Topics in a row that may be looked at for nothing."""


class TopicBound:
    """Bounds topic by topic; `total` grows with every call of `go`."""

    def __init__(self, index: Index, choice: Mapping[str, Choice], limits: Limits) -> None:
        rules = replace(index.problem.rules, fairness=OFF)  # the one rule that spans topics without pairs
        self.index = Index(replace(index.problem, rules=rules))
        self.choice, self.limits = choice, limits
        self.least: dict[str | None, int] = {None: self._without_topic()}
        self.proved: set[str] = set()
        self.cut = False

    @property
    def total(self) -> int:
        return sum(self.least.values())

    def go(self, report: Report, until: float, should_stop: Callable[[], bool]) -> None:
        """Look at the topics that cost something in this plan, the dearest first: the others may cost nothing."""
        costs = self._costs(report)
        fruitless = 0
        for topic in sorted(costs, key=lambda each: (-costs[each], each)):
            if should_stop() or monotonic() >= until:
                self.cut = True
                return
            if fruitless == PATIENCE:  # topics that have room enough for themselves tell nothing
                return
            if topic not in self.proved:
                self._bound(topic, until)
                fruitless = 0 if self.least[topic] else fruitless + 1

    def _costs(self, report: Report) -> Counter[str]:
        """Topic -> what its items cost by themselves and among each other."""
        found: Counter[str] = Counter()
        for each in report.violations:
            topics = {self.index.items[item].topic for item in each.items}
            topic = topics.pop() if len(topics) == 1 else None
            if topic is not None and each.penalty:
                found[topic] += each.penalty
        return found

    def _without_topic(self) -> int:
        alone = [item.id for item in self.index.problem.items if item.topic is None]
        return sum(
            min(self.choice[item].rooms.values()) + min(self.choice[item].slots.values())
            for item in alone
            if self.choice[item].any
        )

    def _bound(self, topic: str, until: float) -> None:
        mine = {item: self.choice[item] for item in self.index.by_topic[topic]}
        core = Core(self.index, mine, must_place=True)
        add_pairs(core)
        add_topics(core)
        core.finish()
        left = max(0.1, until - monotonic())
        by_clock = self.limits.work is None
        seconds, work = (min(TOPIC_SECONDS, left), None) if by_clock else (left, TOPIC_WORK)
        outcome = run(core, replace(self.limits, seconds=seconds, work=work))
        self.cut = self.cut or outcome.cut
        self.least[topic] = max(self.least.get(topic, 0), outcome.bound)
        if outcome.proof:
            self.proved.add(topic)

"""Sessions that somebody may like, by the topics of what she starred. Each says why, and nobody is profiled."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from program.snapshot import FrozenSession, FrozenTopic, Program

MOST = 5
NAMED = 2
"""Starred sessions that a reason names."""


@dataclass(frozen=True)
class Suggestion:
    session: FrozenSession
    why: str


def suggestions(program: Program, starred: Collection[str], at: datetime) -> list[Suggestion]:
    """Those that share the most topics with starred ones, then with the most of them, then the earliest. None that
    has begun, or that overlaps what she starred."""
    hers = [each for each in program.living if each.code in starred]
    liked = {topic for each in hers for topic in each.topics}
    ranked = []
    for each in program.living:
        shared = [topic for topic in program.topics_of(each) if topic.slug in liked]
        if shared and each.code not in starred and each.starts_at > at and not _overlaps(each, hers):
            alike = [one for one in hers if any(topic.slug in one.topics for topic in shared)]
            rank = -len(shared), -len(alike), each.starts_at, each.code
            ranked.append((rank, Suggestion(each, _why(shared, alike))))
    return [suggestion for _, suggestion in sorted(ranked, key=lambda pair: pair[0])[:MOST]]


def _overlaps(session: FrozenSession, others: Iterable[FrozenSession]) -> bool:
    return any(each.starts_at < session.ends_at and session.starts_at < each.ends_at for each in others)


def _why(shared: list[FrozenTopic], alike: list[FrozenSession]) -> str:
    """Shares the topic Iron with “Iron and infection”."""
    titles = [f"“{each.title}”" for each in alike[:NAMED]]
    if len(alike) > NAMED:
        titles.append(f"{len(alike) - NAMED} more")
    topics = [topic.name for topic in shared]
    return f"Shares the topic{'s' if len(topics) > 1 else ''} {_listed(topics)} with {_listed(titles)}."


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))

"""What a setup file says wrongly, each with its place, so that its author can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """`place` leads to the line: calls “workshops”, prompts “why-now”, word_limit."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}" if self.place else self.sentence


class Unfit(Exception):  # noqa: N818  a file's trouble, not a program's
    """The file cannot be used; nothing was kept of it."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults

"""One line of the access table: an address, and what each member of the cast gets there."""

from collections.abc import Callable
from dataclasses import dataclass

COLUMNS = ("nobody", "stan", "ada", "felix", "paula", "raj", "rita", "chen", "olga")


@dataclass(frozen=True)
class Row:
    name: str
    arguments: Callable
    answers: dict[str, str]
    method: str


def row(name: str, answers: str, arguments: Callable = lambda world: {}, method: str = "get") -> Row:
    """`answers` in the order of COLUMNS; one word stands for all."""
    words = answers.split()
    words = words * len(COLUMNS) if len(words) == 1 else words
    return Row(name, arguments, dict(zip(COLUMNS, words, strict=True)), method)

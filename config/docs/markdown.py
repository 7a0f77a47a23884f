"""The little of Markdown that generated pages use."""

from collections.abc import Iterable, Sequence

NOTICE = "<!-- Written by ./run docs from the code. Change the code, not this page. -->"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cell(word) for word in line)} |" for line in lines)


def cell(words: str) -> str:
    """One line, without what would end a cell or begin a tag."""
    return " ".join(words.split()).replace("|", "\\|")


def code(words: str) -> str:
    return f"`{words}`"


def page(*parts: str) -> str:
    return "\n\n".join([NOTICE, *parts]) + "\n"

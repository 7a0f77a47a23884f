"""Two people changed the same proposal: put both texts together, or name what both of them changed.

Plain Python. A field that one side changed is taken from that side. A field that both changed to different
texts is a Difference, which a person has to settle.
"""

from dataclasses import asdict, dataclass
from typing import Any

from proposals.content import ROWS, SETS, TEXTS, Content, Row, flat


@dataclass(frozen=True)
class Difference:
    """`path` is that of proposals.content.flat."""

    path: str
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Merged:
    """`content` holds what is stored where both differ; `with_mine` is the same with mine in those places."""

    content: Content
    with_mine: Content
    differences: tuple[Difference, ...]


class _Merging:
    def __init__(self, *, prefer_mine: bool = False) -> None:
        self.differences: list[Difference] = []
        self.prefer_mine = prefer_mine

    def value(self, path: str, base: Any, mine: Any, theirs: Any) -> Any:
        if mine in (theirs, base):
            return theirs
        if theirs == base:
            return mine
        self.differences.append(Difference(path, mine, theirs))
        return mine if self.prefer_mine else theirs

    def texts(self, name: str, base: Content, mine: Content, theirs: Content) -> dict[str, str]:
        sides = [getattr(side, name) for side in (base, mine, theirs)]
        slugs = sorted({*sides[1], *sides[2]})
        merged = {slug: self.value(f"{name}/{slug}", *(side.get(slug, "") for side in sides)) for slug in slugs}
        return {slug: text for slug, text in merged.items() if text}

    def rows(self, name: str, base: Content, mine: Content, theirs: Content) -> tuple[Row, ...]:
        was, hers, stored = ({row.key: row for row in getattr(side, name)} for side in (base, mine, theirs))
        merged = (
            self.row(f"{name}/{key}", was.get(key), hers.get(key), stored.get(key))
            for key in _order(list(was), list(hers), list(stored))
        )
        return tuple(row for row in merged if row)

    def row(self, path: str, base: Row | None, mine: Row | None, theirs: Row | None) -> Row | None:
        """A row that one side removed and the other edited stays, since a removal loses no text but an edit would."""
        if mine is None or theirs is None:
            kept = mine or theirs
            return None if kept == base else kept
        before = asdict(base) if base else {}
        stored = asdict(theirs)
        columns = {
            column: self.value(f"{path}/{column}", before.get(column), value, stored[column])
            for column, value in asdict(mine).items()
        }
        return type(mine)(**columns)


def merge(base: Content, mine: Content, theirs: Content) -> Merged:
    """What both sides made of `base`."""
    work = _Merging()
    content = _merged(work, base, mine, theirs)
    with_mine = _merged(_Merging(prefer_mine=True), base, mine, theirs) if work.differences else content
    return Merged(content, with_mine, tuple(work.differences))


def _merged(work: _Merging, base: Content, mine: Content, theirs: Content) -> Content:
    return Content(
        title=work.value("title", base.title, mine.title, theirs.title),
        summary=work.value("summary", base.summary, mine.summary, theirs.summary),
        **{name: work.texts(name, base, mine, theirs) for name in TEXTS},
        **{name: _sets(getattr(base, name), getattr(mine, name), getattr(theirs, name)) for name in SETS},
        **{name: work.rows(name, base, mine, theirs) for name in ROWS},
    )


def _sets(base: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    """What either side added, without what either side took away."""
    was, hers, stored = set(base), set(mine), set(theirs)
    return tuple(sorted((stored | (hers - was)) - (was - hers)))


def _order(base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    """The order of whoever moved something; what only the other has comes last."""
    moved = [key for key in mine if key in base] != [key for key in base if key in mine]
    first, second = (mine, theirs) if moved or theirs == base else (theirs, mine)
    return first + [key for key in second if key not in first]


def only_grew(old: Content, new: Content) -> bool:
    """Does `new` still hold every text of `old` in full? Then nothing is lost when the older one is not kept."""
    before, after = flat(old), flat(new)
    return all(path in after and _holds(after[path], value) for path, value in before.items())


def _holds(new: Any, old: Any) -> bool:
    if new == old or old in ("", None, 0):
        return True
    if not (isinstance(new, str) and isinstance(old, str)):
        return False
    return len(new) > len(old) and _alike(old, new) + _alike(old[::-1], new[::-1]) >= len(old)


def _alike(one: str, other: str) -> int:
    """How many letters both begin with."""
    return next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))

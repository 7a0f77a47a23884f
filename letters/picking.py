"""Which letters a person means: those ticked, or all of a batch, as the address names them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from letters.models.letter import Letter, LetterQuerySet


@dataclass(frozen=True)
class Pick:
    """`?letter=3&letter=5` or `?batch=decisions:12`; the same pairs come back from a confirmation's form."""

    pks: tuple[int, ...] = ()
    batch: str = ""

    @classmethod
    def from_query(cls, query) -> "Pick":
        pks = tuple(int(pk) for pk in query.getlist("letter") if pk.isdecimal() and len(pk) < 19)
        return cls(pks, "" if pks else query.get("batch", ""))

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [("letter", str(pk)) for pk in self.pks] or [("batch", self.batch)]

    @property
    def query(self) -> str:
        return urlencode(self.pairs)

    def letters(self, person) -> LetterQuerySet:
        """An empty pick is nothing, never everything."""
        seen = Letter.objects.visible_to(person)
        if self.pks:
            return seen.filter(pk__in=self.pks)
        return seen.filter(batch=self.batch) if self.batch else seen.none()

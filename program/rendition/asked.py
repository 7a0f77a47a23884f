"""What an address asks of a public page. What it says besides is not looked at, so that it makes no other page."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from django.http import HttpRequest, QueryDict

MOST = 100
"""Letters of an answer that are looked at."""


@dataclass(frozen=True)
class Asked:
    """`path` is the page's own, `key` the code or slug of what it is about; the rest is as typed."""

    path: str
    key: str = ""
    day: str = ""
    topic: str = ""
    room: str = ""
    person: str = ""
    q: str = ""
    view: str = ""
    page: str = ""

    @property
    def query(self) -> QueryDict:
        made = QueryDict(mutable=True)
        made.update({name: said for name in WORDS if (said := getattr(self, name))})
        return made

    @property
    def date(self) -> date | None:
        try:
            return date.fromisoformat(self.day)
        except ValueError:
            return None

    @property
    def request(self) -> HttpRequest:
        """Of nobody in particular: what templates read of a request is the address."""
        made = HttpRequest()
        made.method, made.path, made.GET = "GET", self.path, self.query
        made.META["QUERY_STRING"] = self.query.urlencode()
        return made


WORDS = tuple(field.name for field in fields(Asked) if field.name not in ("path", "key"))


def asked(path: str, said: Mapping[str, str], key: str = "") -> Asked:
    return Asked(path, key, **{name: said.get(name, "").strip()[:MOST] for name in WORDS})

"""What an address asks of a public page. What it says besides is not looked at, so that it makes no other page."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, QueryDict

from program.snapshot import FrozenMeeting
from workshops.zones import is_zone, spoken, tidy

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
    zone: str = ""
    letter: str = ""
    page: str = ""

    @property
    def is_elsewhere(self) -> bool:
        """Times are asked for in a zone that there is."""
        return bool(self.zone) and is_zone(tidy(self.zone))

    def zone_name(self, meeting: FrozenMeeting) -> str:
        return tidy(self.zone) if self.is_elsewhere else meeting.zone

    def zone_label(self, meeting: FrozenMeeting) -> str:
        return spoken(self.zone_name(meeting))

    def tz(self, meeting: FrozenMeeting) -> ZoneInfo:
        return ZoneInfo(self.zone_name(meeting))

    @property
    def carried(self) -> dict[str, str]:
        """What an address within the program carries on."""
        return {"zone": tidy(self.zone)} if self.is_elsewhere else {}

    @property
    def tail(self) -> str:
        return f"?{urlencode(self.carried)}" if self.carried else ""

    @property
    def others(self) -> list[tuple[str, str]]:
        """What is asked besides the zone and the page of a list."""
        return [(name, said) for name, said in self.query.items() if name not in ("zone", "page")]

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

"""What is on public record of real sessions, in the words of demo/data/ash-records.json and no others."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from demo.material import load
from scheduling.actions.naming import Named

FORMATS = {"friday-scientific-workshop": "Friday Scientific Workshop", "agenda-setting": "Agenda-setting meeting"}
NO_LENGTH = 60
"""Stands for the length of a session of which none is on record; it is never placed, so nobody reads it as a fact."""


@dataclass(frozen=True)
class Edition:
    """A year of which a day is on record. `day` is that of records which give a clock time and no date."""

    year: int
    starts_on: date
    ends_on: date
    zone: str
    city: str = ""
    day: date | None = None

    @property
    def slug(self) -> str:
        return f"ash-{self.year}"

    @property
    def records(self) -> list["Record"]:
        return [Record(self, facts) for facts in load("ash-records") if facts["year"] == self.year]

    @property
    def timed(self) -> list["Record"]:
        """Those whose time and room are known."""
        return [record for record in self.records if record.is_timed]


@dataclass(frozen=True)
class Record:
    edition: Edition
    facts: dict[str, Any]

    @property
    def is_timed(self) -> bool:
        return bool(self.facts["start"] and self.facts["end"] and self.facts["room"])

    @property
    def starts_at(self) -> datetime:
        return self._moment(self.facts["start"])

    @property
    def ends_at(self) -> datetime:
        return self._moment(self.facts["end"])

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    def _moment(self, text: str) -> datetime:
        """A local date and time, or a clock time on the edition's day."""
        if "T" in text:
            clock = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(self.edition.zone))
        else:
            day = self.edition.day or self.edition.starts_on
            clock = datetime.combine(day, time.fromisoformat(text), ZoneInfo(self.edition.zone))
        return clock.astimezone(UTC)

    @property
    def format(self) -> str:
        return FORMATS.get(self.facts["kind"], "")

    @property
    def said(self) -> str:
        """The note of the record; for one without a place also what is known of when and where."""
        known = [self.facts["note"]]
        if not self.is_timed:
            known += [
                f"When: {self.facts['date']}" if self.facts["date"] else "",
                self._where,
                "No room is on record",
            ]
        return ". ".join(part for part in known if part)

    @property
    def _where(self) -> str:
        where = ", ".join(filter(None, (self.facts["venue"], self.facts["city"])))
        return f"Where: {where}" if where else ""

    @property
    def people(self) -> list[Named]:
        chairs = [named(one["name"], one.get("affiliation"), "chair") for one in self.facts["chairs"]]
        return chairs + [named(one["speaker"], one.get("affiliation"), "speaker") for one in self.facts["talks"]]


def named(name: str, affiliation: str | None, role: str) -> Named:
    given, _, family = name.rpartition(" ")
    return Named(given, family, role, affiliation or "")


EDITIONS = (
    Edition(2013, date(2013, 12, 10), date(2013, 12, 10), "America/Chicago", "New Orleans", date(2013, 12, 10)),
    Edition(2014, date(2014, 12, 8), date(2014, 12, 8), "America/Los_Angeles", "San Francisco", date(2014, 12, 8)),
    Edition(2016, date(2016, 6, 18), date(2016, 7, 15), "UTC"),
    Edition(2018, date(2018, 7, 12), date(2018, 7, 12), "America/New_York", "Washington, DC"),
    Edition(2020, date(2020, 12, 3), date(2020, 12, 3), "UTC"),
    Edition(2022, date(2022, 12, 9), date(2022, 12, 12), "America/Chicago", "New Orleans"),
    Edition(2023, date(2023, 12, 8), date(2023, 12, 8), "America/Los_Angeles", "San Diego"),
    Edition(2024, date(2024, 12, 8), date(2024, 12, 8), "America/Los_Angeles", "San Diego"),
    Edition(2025, date(2025, 12, 5), date(2025, 12, 5), "America/New_York", "Orlando"),
)
"""Of 2017 and 2019 no day is on record, so they are no meetings here; the earlier editions of proposals name them."""

"""What the demo's files hold: fictional people, workshops and comments, and what is on record of real meetings.

Nothing is drawn by lot: the same demo comes out every time, so that a screenshot of it stays true.
"""

import json
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
STAGES = ("senior", "mid", "early", "mid", "trainee", "senior", "early")
MEMBERS = 10
"""The first of the fictional people sit in committees beside Chen, Rita and Raj."""
PROPOSERS = 30
"""The next ones propose, one for each workshop and agenda-setting session; everybody after them speaks."""


@cache
def load(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text())


def setup_file(name: str) -> bytes:
    """A society's process, as it could be brought in on the page."""
    return (DATA / "setups" / f"{name}.toml").read_bytes()


def dice(sides: int, *words: Any) -> int:
    """A number from 0 to sides - 1 that depends on nothing but the words."""
    return zlib.crc32(" ".join(map(str, words)).encode()) % sides


@dataclass(frozen=True)
class Someone:
    """A fictional person, with an address that can reach nobody."""

    given_name: str
    family_name: str
    affiliation: str
    country: str
    career_stage: str

    @property
    def key(self) -> str:
        return f"{self.given_name}.{self.family_name}".lower()

    @property
    def email(self) -> str:
        return f"{self.key}@convoke.example"


def someone(number: int) -> Someone:
    """Person number 0, 1, 2 ...: given and family names meet anew on every round through the list."""
    people = load("people")
    names = [name.split(" ", 1) for name in people["names"]]
    turn, place = divmod(number, len(names))
    house = (number + 3 * turn) % len(people["institutions"])
    return Someone(
        given_name=names[place][0],
        family_name=names[(place + 17 * turn) % len(names)][1],
        affiliation=people["institutions"][house],
        country=people["countries"][house],
        career_stage=STAGES[number % len(STAGES)],
    )


def members() -> list[Someone]:
    return [someone(number) for number in range(MEMBERS)]


def proposers() -> list[Someone]:
    return [someone(number) for number in range(MEMBERS, MEMBERS + PROPOSERS)]


def helpers(number: int, count: int) -> list[Someone]:
    """Co-chair and speakers of the piece with this number; nobody is in two."""
    first = MEMBERS + PROPOSERS + 5 * number
    return [someone(each) for each in range(first, first + count)]

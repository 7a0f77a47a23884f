"""What renditions say besides the program: whose it is, and under which address it stands."""

import json
from dataclasses import asdict, dataclass

SETTING = "setting.json"
"""The file of a release in which it is kept, for feeds that are made when somebody asks."""


@dataclass(frozen=True)
class Setting:
    """`address` is the meeting's public address with a slash at its end; `logo` the society's, where others can fetch
    it."""

    address: str
    society: str
    accent: str
    organizer_name: str
    organizer_address: str
    logo: str = ""


def to_json(setting: Setting) -> bytes:
    return json.dumps(asdict(setting), sort_keys=True).encode()


def from_json(body: bytes) -> Setting:
    return Setting(**json.loads(body))

"""What renditions say besides the program: whose it is, and under which address it stands."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """`address` is the meeting's public address with a slash at its end."""

    address: str
    society: str
    accent: str
    organizer_name: str
    organizer_address: str

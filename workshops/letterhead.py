"""Letters come from the society: its name, its colour, its sender."""

from letters.letterhead import Letterhead
from workshops.models import Society


def of_the_society() -> Letterhead:
    society = Society.current()
    return Letterhead(
        name=society.name,
        accent=society.accent,
        sender_name=society.sender_name,
        sender_address=society.sender_address,
    )

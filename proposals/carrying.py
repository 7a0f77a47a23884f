"""What a setup file carries of this floor: the society's rules about proposals."""

from proposals.actions.requiring import add_requirement
from proposals.models import Requirement
from workshops.carrying import PLACE, STANDS, Table

INSIDE_CALLS = (
    Table(
        "requirements",
        Requirement,
        add_requirement,
        named_by="",
        left_out={"call": STANDS, "order": PLACE},
        ties={"formats": "formats"},
    ),
)

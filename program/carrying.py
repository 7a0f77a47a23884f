"""What a setup file carries of this floor: what a meeting asks of its attendees."""

from program.actions.registering import set_attendee_rules
from program.models import AttendeeRules
from workshops.carrying import STANDS, Table

INSIDE_MEETING = (
    Table(
        "attendee_rules", AttendeeRules, set_attendee_rules, named_by="", left_out={"meeting": STANDS}, is_one=True
    ),
)

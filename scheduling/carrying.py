"""What a setup file carries of this floor: how much each rule of the planner matters, and which topics are alike."""

from scheduling.actions.ruling import add_likeness, set_rules
from scheduling.models import Likeness, PlannerRules
from workshops.carrying import STANDS, Table

INSIDE_MEETING = (
    Table("planner_rules", PlannerRules, set_rules, named_by="", left_out={"meeting": STANDS}, is_one=True),
    Table(
        "likenesses",
        Likeness,
        add_likeness,
        named_by="",
        left_out={"meeting": STANDS},
        ties={"first": "topics", "second": "topics"},
    ),
)

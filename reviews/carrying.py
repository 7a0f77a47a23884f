"""What a setup file carries of this floor: rubrics with their criteria, and stages that are not opened with the rules
of their portfolios.
"""

from reviews.actions.portfolio_rules import add_portfolio_rule
from reviews.actions.setup import add_criterion, add_rubric, add_stage
from reviews.models import Criterion, PortfolioRule, Rubric, Stage
from workshops.carrying import PLACE, STANDS, Table

CRITERIA = Table(
    "criteria",
    Criterion,
    add_criterion,
    named_by="label",
    left_out={"rubric": STANDS, "order": PLACE},
    words=("anchors",),
)
RUBRICS = Table("rubrics", Rubric, add_rubric, named_by="name", left_out={"call": STANDS}, inside=(CRITERIA,))
PORTFOLIO_RULES = Table(
    "portfolio_rules",
    PortfolioRule,
    add_portfolio_rule,
    named_by="",
    left_out={"stage": STANDS, "order": PLACE},
)
STAGES = Table(
    "stages",
    Stage,
    add_stage,
    named_by="name",
    left_out={
        "call": STANDS,
        "order": PLACE,
        "opened_at": "a stage of a new meeting is not opened",
        "closed_at": "a stage of a new meeting is not opened",
        "looked_at": "what was found about people is not carried",
    },
    ties={"committee": "committees", "rubric": "rubrics"},
    inside=(PORTFOLIO_RULES,),
)
INSIDE_CALLS = (RUBRICS, STAGES)

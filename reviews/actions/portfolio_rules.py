"""The rules of a stage's portfolio: add one, change it, take it away, before or while it is decided."""

from datetime import datetime
from typing import Any

from people.refusal import Refusal, Refused
from reviews.models import Stage
from reviews.models.portfolio import PortfolioRule
from reviews.portfolio.catalogue import CATALOGUE
from workshops.actions import writing


def add_portfolio_rule(
    stage: Stage, *, kind: str, by: Any, at: datetime, params: dict[str, Any] | None = None, is_target: bool = False
) -> PortfolioRule:
    """A rule of the stage, last in order."""
    order = writing.last_place(PortfolioRule.objects.filter(stage=stage))
    rule = PortfolioRule(stage=stage, kind=kind, params=checked(kind, params or {}), is_target=is_target, order=order)
    return writing.add("add_portfolio_rule", rule, by=by, at=at)


def edit_portfolio_rule(
    rule: PortfolioRule, *, params: dict[str, Any], is_target: bool, by: Any, at: datetime
) -> PortfolioRule:
    """Its kind stays."""
    changes = {"params": checked(rule.kind, params), "is_target": is_target}
    return writing.edit("edit_portfolio_rule", rule, changes, by=by, at=at)


def remove_portfolio_rule(rule: PortfolioRule, *, by: Any, at: datetime) -> None:
    writing.remove("remove_portfolio_rule", rule, by=by, at=at)


def checked(kind: str, params: dict[str, Any]) -> dict[str, Any]:
    """Parameters as the kind wants them, or Refused."""
    if kind not in CATALOGUE:
        raise Refused(Refusal(f"There is no kind of portfolio rule called “{kind}”."))
    try:
        return CATALOGUE[kind].clean(params)
    except ValueError as fault:
        raise Refused(Refusal(str(fault))) from fault

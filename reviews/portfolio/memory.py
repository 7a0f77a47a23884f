"""The decision board put together, and remembered."""

from typing import Any

from reviews.memory import recalled
from reviews.models import Stage
from reviews.models.portfolio import PortfolioRule, Tick
from reviews.portfolio.coverage import Effect, effect_of
from reviews.portfolio.question import World, world_of


def decision_board_of(stage: Stage, person: Any) -> tuple[World, Effect]:
    """Her board with her ticks, and what they come to; four queries where it is remembered."""
    ticks = Tick.objects.filter(stage=stage, person=person.pk).order_by("proposal").values_list("proposal", flat=True)
    rules = PortfolioRule.objects.filter(stage=stage).values_list("pk", "kind", "params", "is_target", "order")

    def put_together() -> tuple[World, Effect]:
        world = world_of(stage, person)
        return world, effect_of(world)

    return recalled(("board", *stage.counted_by, tuple(ticks), repr(list(rules))), person, put_together)

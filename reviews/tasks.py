"""Background work of this floor."""

from django.utils import timezone

from jobs.registry import handles
from jobs.running import Run
from reviews.actions.planned import RELEASE, carry_out
from reviews.actions.portfolio import SOLVE
from reviews.models.portfolio import PortfolioRun
from reviews.portfolio.merit import worth_of
from reviews.portfolio.solving import solve


@handles(SOLVE, queue="long", attempts=2, title="Choose a portfolio")
def solve_portfolio(run: Run) -> dict:
    """Answer a stored question; its draws are made of the readings as they are now."""
    row = PortfolioRun.objects.select_related("stage__call__meeting").get(pk=run.params["run"])
    chosen_from = row.proposals.as_handed_in().values_list("pk", "told_title")
    keys = [int(key) for key in row.question["values"]]
    worth = worth_of(row.stage, keys, draws=row.question["draws"], seed=row.seed)
    row.answer = solve(
        row, dict(chosen_from), worth.draws, tell=lambda share: run.tell(int(100 * share), "Solving draw after draw")
    )
    row.save(update_fields=["answer"])
    return {}


@handles(RELEASE, queue="quick", title="Release letters at their time")
def release_planned(run: Run) -> dict:
    """Safe to run twice: a plan that is done or called off is not due any more."""
    return {"carried_out": carry_out(run.params["plan"], at=timezone.now())}

"""What the solver answered, with the names of the proposals."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reviews.models.portfolio import PortfolioRun


@dataclass(frozen=True)
class Named:
    """A proposal; `value` is its mean, `share` of how many draws it is chosen, in per cent."""

    code: str
    title: str
    value: float | None
    share: int | None


@dataclass(frozen=True)
class Price:
    rule: str
    cost: float
    share: float
    enter: list[Named]
    leave: list[Named]
    places: bool


@dataclass(frozen=True)
class Answer:
    """`collision` are sentences where there is no answer; then all else is empty. `pools` are how many are nearly
    always and nearly never chosen.
    """

    collision: list[str]
    chosen: list[Named]
    total: float
    bound: float
    proven: bool
    missed: list[tuple[str, str, int]]
    prices: list[Price]
    contested: list[Named]
    always: int
    never: int
    draws: int
    lots: list[tuple[Named, bool]]
    seconds: float
    asked: int


def read(run: PortfolioRun, person: Any) -> Answer:
    """One query. What has left the stage since is named by its number."""
    rows = run.stage.proposals_for(person).as_handed_in().values_list("pk", "code", "told_title")
    names = {key: (code, title) for key, code, title in rows}
    values, answer = run.question["values"], run.answer or {}
    shares = answer.get("share", {})

    def named(keys: Iterable[int]) -> list[Named]:
        return [
            Named(*names.get(key, ("", "No longer in this stage")), values.get(str(key)), per_cent(shares, key))
            for key in keys
        ]

    by_value = sorted(answer.get("chosen", []), key=lambda key: -values[str(key)])
    places = {rule["name"] for rule in run.question["rules"] if rule["places"]}
    lots = answer.get("lots") or {"order": [], "chosen": []}
    return Answer(
        collision=answer.get("sentences", []),
        chosen=named(by_value),
        total=answer.get("total", 0.0),
        bound=answer.get("bound", 0.0),
        proven=answer.get("proven", False),
        missed=[(rule, part, missing) for rule, part, missing in answer.get("missed", [])],
        prices=[
            Price(
                row["rule"],
                row["cost"],
                100 * row["share"],
                named(row["enter"]),
                named(row["leave"]),
                row["rule"] in places,
            )
            for row in answer.get("prices", [])
        ],
        contested=named(answer.get("contested", [])),
        always=len(answer.get("always", [])),
        never=len(answer.get("never", [])),
        draws=run.question["draws"],
        lots=list(zip(named(lots["order"]), [key in set(lots["chosen"]) for key in lots["order"]], strict=True)),
        seconds=answer.get("seconds", 0.0),
        asked=len(values),
    )


def per_cent(shares: dict[str, float], key: int) -> int | None:
    share = shares.get(str(key))
    return None if share is None else round(100 * share)

"""What a closed round found, whatever its method: standings, dissent of groups, and what something else would change.

Everything is computed from what is kept, so that it can be followed; nothing here asks who a person is.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from outcomes.counting import Count, answers, ballots, counts_of, ratings
from outcomes.engine import chnri, delphi, jla, picking
from outcomes.engine.dissent import Dissent, Shift, dissent, other_weights, shift
from outcomes.engine.standing import Standing
from outcomes.engine.staying import Attrition, Stability, attrition, stability
from outcomes.models import Consensus, Method, Round
from outcomes.setting import Setting, from_json


@dataclass(frozen=True, slots=True)
class OtherRule:
    """Under another consensus rule: how many items would be in and out, and which would change."""

    name: str
    is_held: bool
    ins: int
    outs: int
    changed: tuple[int, ...]


@dataclass(frozen=True)
class Result:
    """Items are primary keys, `titles` as they were asked; `groups` are names by key. `voters` gave an answer."""

    setting: Setting
    titles: Mapping[int, str]
    groups: Mapping[int, str]
    standings: tuple[Standing, ...]
    voters: int
    people: int
    dissent: tuple[Dissent, ...] = ()
    shifts: tuple[Shift, ...] = ()
    ideas: Mapping[int, chnri.Idea] = field(default_factory=dict)
    statements: Mapping[int, delphi.Statement] = field(default_factory=dict)
    rules: tuple[OtherRule, ...] = ()
    stability: Mapping[int, Stability] = field(default_factory=dict)
    attrition: tuple[Attrition, ...] = ()
    silent: tuple[str, ...] = ()

    @property
    def contested(self) -> tuple[Standing, ...]:
        return tuple(each for each in self.standings if each.is_contested(self.setting.top))

    @property
    def has_intervals(self) -> bool:
        return any(each.low is not None for each in self.standings)

    @property
    def has_quorum(self) -> bool:
        return 100 * self.voters >= self.setting.quorum * self.people


def result_of(round_: Round) -> Result:
    """Five queries; two more for a later Delphi round. ValueError for a round that is not closed."""
    if round_.state != "closed":
        raise ValueError(f"{round_} is {round_.state}: it has no result.")
    setting, counts = from_json(round_.setting), counts_of(round_)
    titles = dict(round_.items.values_list("item", "title"))
    groups = dict(round_.exercise.groups.values_list("pk", "name"))
    people = round_.exercise.participants.filter(removed_at__isnull=True).values_list("pk", "group")
    given = {each.person for each in counts if each.value is not None}
    base = {
        "setting": setting,
        "titles": titles,
        "groups": groups,
        "voters": len(given),
        "people": len(given | {pk for pk, _ in people}),
    }
    counted = COUNTED[setting.method](setting, counts, list(titles))
    if setting.method == Method.DELPHI:
        counted |= _since(round_, counts, list(titles), dict(people))
    if "silent" in counted:
        counted["silent"] = tuple(name for pk, name in groups.items() if pk not in {each.group for each in counts})
    return Result(**base, **counted)  # type: ignore[arg-type]


def _chnri(setting: Setting, counts: Sequence[Count], items: Sequence[int]) -> dict[str, object]:
    told = setting.chnri()
    ideas = chnri.score(items, answers(counts), told)
    by_group = {
        group: _scores(idea.standing for idea in chnri.score(items, answers(own), told))
        for group, own in _by_group(counts).items()
    }
    return {
        "standings": tuple(idea.standing for idea in ideas),
        "ideas": {idea.standing.item: idea for idea in ideas},
        "dissent": dissent(items, by_group),
        "shifts": other_weights(ideas, told.criteria, top=setting.top),
    }


def _jla(setting: Setting, counts: Sequence[Count], items: Sequence[int]) -> dict[str, object]:
    cast = ballots(counts)
    found = jla.interim(items, cast, picks=setting.picks, top=setting.top, seed=setting.seed)
    held = _scores(found.standings)
    shifts = [
        (
            group,
            shift("", held, jla.added(items, {g: s for g, s in found.scores.items() if g != group}), top=setting.top),
        )
        for group in found.scores
        if len(found.scores) > 1
    ]
    return {
        "standings": found.standings,
        "dissent": dissent(items, found.scores),
        "shifts": tuple(Shift(str(group), s.entered, s.left, s.same_order) for group, s in shifts),
        "silent": (),
    }


def _delphi(setting: Setting, counts: Sequence[Count], items: Sequence[int]) -> dict[str, object]:
    given, group = ratings(counts), {each.person: each.group for each in counts}
    statements = delphi.summary(items, given, group, setting.rule(), top=setting.top, seed=setting.seed)
    by_group = {
        key: _scores(
            each.standing for each in delphi.summary(items, ratings(own), {}, setting.rule(), top=1, seed=None)
        )
        for key, own in _by_group(counts).items()
    }
    return {
        "standings": tuple(each.standing for each in statements),
        "statements": {each.standing.item: each for each in statements},
        "dissent": dissent(items, by_group),
        "rules": tuple(_other_rules(setting, given, group, items)),
    }


def _other_rules(
    setting: Setting, given: Mapping[int, Mapping[int, int]], group: Mapping[int, int], items: Sequence[int]
) -> list[OtherRule]:
    def verdicts(rule: delphi.Rule) -> dict[int, str]:
        found = delphi.summary(items, given, group, rule, top=1, seed=None)
        return {each.standing.item: each.standing.verdict for each in found}  # type: ignore[misc]

    held, tried = verdicts(setting.rule()), []
    for consensus in Consensus:
        for per_group in (False, True):
            rule = delphi.Rule(consensus.value, per_group)
            said = verdicts(rule)
            name = f"{consensus.label}{'; in each group' if per_group else ''}"
            changed = tuple(item for item in items if said[item] != held[item])
            ins, outs = (sum(word == each for word in said.values()) for each in (delphi.IN, delphi.OUT))
            tried.append(OtherRule(name, rule == setting.rule(), ins, outs, changed))
    return tried


def _since(
    round_: Round, counts: Sequence[Count], items: Sequence[int], people: Mapping[int, int]
) -> dict[str, object]:
    """How opinions settled since the round before, and who left."""
    before = round_.exercise.rounds.closed().filter(number=round_.number - 1).first()
    if before is None:
        return {}
    earlier = counts_of(before)
    asked = {each.person: each.group for each in earlier} | dict(people)
    first, second = ratings(earlier), ratings(counts)
    return {
        "stability": {each.item: each for each in stability(items, first, second)},
        "attrition": attrition(asked, first, second),
    }


def _nominal(setting: Setting, counts: Sequence[Count], items: Sequence[int]) -> dict[str, object]:
    def run(own: Sequence[Count]) -> tuple[Standing, ...]:
        cast = [each for group in ballots(own).values() for each in group]
        return picking.nominal(items, cast, picks=setting.picks, top=setting.top, seed=setting.seed)

    return {"standings": run(counts), "dissent": dissent(items, _per_voter(counts, run))}


def _dots(setting: Setting, counts: Sequence[Count], items: Sequence[int]) -> dict[str, object]:
    def run(own: Sequence[Count]) -> tuple[Standing, ...]:
        cast = [each for group in ballots(own).values() for each in group]
        return picking.dots(items, cast, each=setting.picks, cap=setting.cap, top=setting.top, seed=setting.seed)

    return {"standings": run(counts), "dissent": dissent(items, _per_voter(counts, run))}


COUNTED = {
    Method.CHNRI: _chnri,
    Method.JLA: _jla,
    Method.DELPHI: _delphi,
    Method.NOMINAL: _nominal,
    Method.DOTS: _dots,
}


def _by_group(counts: Sequence[Count]) -> dict[int, list[Count]]:
    found: dict[int, list[Count]] = {}
    for each in counts:
        found.setdefault(each.group, []).append(each)
    return found


def _per_voter(
    counts: Sequence[Count], run: Callable[[Sequence[Count]], tuple[Standing, ...]]
) -> dict[int, dict[int, float]]:
    """{group: {item: points for each person of it}}, so that groups of any size compare."""
    found = {}
    for group, own in _by_group(counts).items():
        people = len({each.person for each in own if each.value is not None})
        found[group] = {item: score / people for item, score in _scores(run(own)).items()}
    return found


def _scores(standings: Iterable[Standing]) -> dict[int, float]:
    return {each.item: each.score for each in standings if each.score is not None}  # type: ignore[misc]

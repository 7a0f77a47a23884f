"""Save what somebody answers, as given, at once, as often as she likes while the round is open."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from outcomes import rules
from outcomes.models import Method, Participant, Rating, RatingChange, Round, RoundItem
from outcomes.setting import Setting, from_json
from people.refusal import Refusal, insist

Answer = Decimal | None
HALF = Decimal("0.5")


@transaction.atomic
def rate(
    participant: Participant, asked: RoundItem, *, answers: Mapping[str, Answer], at: datetime
) -> list[RoundItem]:
    """`answers` is {criterion: value}, None for a blank. The same answer again changes nothing; another takes the
    place of the one before, which is kept. Returns the items that lost their place on her list to this one.

    No audit row is written: what people answer is nobody's to read before the round closes, and the answers
    themselves with their changes are kept.
    """
    asked.round = Round.objects.select_for_update().get(pk=asked.round_id)
    now = Participant.objects.get(pk=participant.pk)
    insist(rules.rate(now, asked))
    setting = from_json(asked.round.setting)
    insist(_off_scale(setting, answers))
    insist(_too_many(setting, now, asked, answers))
    displaced = _displace(setting, now, asked, answers, at)
    for criterion, value in answers.items():
        _keep(now, asked, criterion, value, at)
    return displaced


def _keep(participant: Participant, asked: RoundItem, criterion: str, value: Answer, at: datetime) -> None:
    row, is_new = Rating.ballots.get_or_create(
        asked=asked, participant=participant, criterion=criterion, defaults={"value": value, "at": at}
    )
    if is_new or row.value == value:
        return
    RatingChange.ballots.create(rating=row, value=row.value, at=row.at)
    row.value, row.at = value, at
    row.save(update_fields=["value", "at"])


def scale_of(setting: Setting) -> tuple[Decimal, ...]:
    """The answers that the method takes, besides a blank."""
    if setting.method == Method.CHNRI:
        return (Decimal(1), HALF, Decimal(0))
    if setting.method == Method.DELPHI:
        return tuple(Decimal(step) for step in range(1, 10))
    most = setting.cap if setting.method == Method.DOTS else setting.picks
    return tuple(Decimal(step) for step in range(1, most + 1))


def _off_scale(setting: Setting, answers: Mapping[str, Answer]) -> Refusal | None:
    if set(answers) - set(setting.keys):
        return Refusal("This criterion is not asked in this round.", "Load the page again.")
    if any(value is not None and value not in scale_of(setting) for value in answers.values()):
        return Refusal("This is no answer on the scale of the method.", "Choose one of those offered.")
    return None


def _others(participant: Participant, asked: RoundItem) -> QuerySet[Rating]:
    """Her answers to the other items of the round."""
    rows = Rating.ballots.filter(participant=participant, asked__round=asked.round, value__isnull=False)
    return rows.exclude(asked=asked)


def _too_many(
    setting: Setting, participant: Participant, asked: RoundItem, answers: Mapping[str, Answer]
) -> Refusal | None:
    new = answers.get("")
    if setting.method != Method.DOTS or new is None:
        return None
    used = sum((each.value or Decimal(0) for each in _others(participant, asked)), Decimal(0))
    if used + new <= setting.picks:
        return None
    left = int(setting.picks - used)
    return Refusal(f"You have {setting.picks} dots, and {left} left.", "Take some from another item first.")


def _displace(
    setting: Setting, participant: Participant, asked: RoundItem, answers: Mapping[str, Answer], at: datetime
) -> list[RoundItem]:
    """One place on a list holds one item: the one that was there is taken off."""
    new = answers.get("")
    if setting.method not in (Method.JLA, Method.NOMINAL) or new is None:
        return []
    rows = list(_others(participant, asked).filter(value=new).select_related("asked"))
    for row in rows:
        _keep(participant, row.asked, "", None, at)
    return [row.asked for row in rows]

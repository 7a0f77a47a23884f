"""An exercise of setting priorities, written straight to the tables."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from outcomes.models import (
    Exercise,
    Item,
    Participant,
    ParticipantLink,
    Rating,
    Round,
    RoundItem,
    StakeholderGroup,
    Yardstick,
)
from outcomes.setting import setting_of, to_json
from people.secret_links import hash_of
from workshops.models import Meeting

RATE_TOKEN = "rate-link-of-ada"
"""The secret of Ada's link, who is the first of the patients."""

PEOPLE = (("ada", "Patients and carers"), ("chen", "Clinicians"), ("rita", "Clinicians"), ("raj", "Researchers"))


def make_exercise(meeting: Meeting, at: datetime, link: str = RATE_TOKEN, **fields) -> Exercise:
    """CHNRI with two criteria, four people in three groups and three items; Ada has a link."""
    fields = {"title": "Priorities in sickle cell disease", "code": "k7m2p4qx"} | fields
    exercise = Exercise.objects.create(meeting=meeting, made_at=at, **fields)
    for order, name in enumerate(dict.fromkeys(group for _, group in PEOPLE)):
        StakeholderGroup.objects.create(exercise=exercise, name=name, order=order)
    for order, name in enumerate(("Answerable", "Equity")):
        Yardstick.objects.create(exercise=exercise, name=name, question=f"{name}?", order=order)
    for key, group in PEOPLE:
        make_participant(exercise, key, group)
    for title in ("Canary gene therapy", "Canary pain", "Canary transition of care"):
        make_item(exercise, title, at)
    if link:
        make_link(exercise, "ada", link, at)
    return exercise


def make_link(exercise: Exercise, key: str, token: str, at: datetime) -> ParticipantLink:
    found = exercise.participants.get(email=f"{key}@example.org")
    return ParticipantLink.objects.create(participant=found, token_hash=hash_of(token), made_at=at)


def make_participant(exercise: Exercise, key: str, group: str, **fields) -> Participant:
    found = exercise.groups.get(name=group)
    fields = {"name": key.capitalize(), "email": f"{key}@example.org"} | fields
    return Participant.objects.create(exercise=exercise, group=found, **fields)


def make_item(exercise: Exercise, title: str, at: datetime, **fields) -> Item:
    return Item.objects.create(exercise=exercise, number=exercise.items.count() + 1, title=title, at=at, **fields)


def make_round(exercise: Exercise, at: datetime, items: Sequence[Item] | None = None, **fields) -> Round:
    """Open unless `closed_at` says otherwise."""
    fields = {"number": exercise.rounds.count() + 1, "setting": to_json(setting_of(exercise))} | fields
    made = Round.objects.create(exercise=exercise, opened_at=at, **fields)
    for item in exercise.items.all() if items is None else items:
        RoundItem.objects.create(round=made, item=item, title=item.title)
    return made


def make_rating(
    round_: Round, key: str, title: str, value: float | None, at: datetime, criterion: str = ""
) -> Rating:
    """Of the person with this address, of the item whose title has this word."""
    return Rating.ballots.create(
        asked=round_.items.get(title__contains=title),
        participant=round_.exercise.participants.get(email=f"{key}@example.org"),
        criterion=criterion,
        value=None if value is None else Decimal(str(value)),
        at=at,
    )

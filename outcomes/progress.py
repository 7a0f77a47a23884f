"""How far an open round is, in numbers that name nobody."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Sum

from outcomes.models import ItemRecusal, Method, Participant, Rating, Round
from outcomes.setting import Setting, from_json

PICKED = (Method.JLA, Method.NOMINAL, Method.DOTS)


@dataclass(frozen=True, slots=True)
class Progress:
    """Of who takes part: how many have begun, and how many have answered all they were asked; the answers given, of
    those there would be. `quorum` is how many have to have begun."""

    people: int
    begun: int
    done: int
    answers: int
    asked: int
    quorum: int

    @property
    def has_quorum(self) -> bool:
        return self.begun >= self.quorum


def progress_of(round_: Round) -> Progress:
    """Four queries, for however many people and items."""
    setting = from_json(round_.setting)
    given = given_by(round_, setting)
    return Progress(
        people=len(given),
        begun=sum(done > 0 for done, _ in given.values()),
        done=sum(done >= wanted for done, wanted in given.values()),
        answers=sum(min(done, wanted) for done, wanted in given.values()),
        asked=sum(wanted for _, wanted in given.values()),
        quorum=-(-len(given) * setting.quorum // 100),
    )


def missing_of(round_: Round) -> list[Participant]:
    """Who has not answered everything: for the reminder, and for no page."""
    given = given_by(round_, from_json(round_.setting))
    missing = [pk for pk, (done, wanted) in given.items() if done < wanted]
    return list(Participant.objects.filter(pk__in=missing).select_related("exercise__meeting", "group"))


def given_by(round_: Round, setting: Setting) -> dict[int, tuple[int, int]]:
    """{participant: (answers given, answers wanted)} of who takes part. Of items one stepped back from nothing is
    wanted and nothing counts."""
    people = list(round_.exercise.participants.taking_part().values_list("pk", flat=True))
    items = round_.items.count()
    out = ItemRecusal.objects.filter(item__asked__round=round_, participant__in=people)
    back = dict(out.values_list("participant").annotate(number=Count("pk")).order_by())
    rows = Rating.ballots.filter(asked__round=round_, participant__in=people)
    stepped = ItemRecusal.objects.filter(item=OuterRef("asked__item"), participant=OuterRef("participant"))
    rows = rows.filter(~Exists(stepped)).values_list("participant").order_by()
    number = Sum("value") if setting.method == Method.DOTS else Count("pk")
    if setting.method in PICKED:
        rows = rows.filter(value__isnull=False)
    given = dict(rows.annotate(number=number))
    return {pk: (int(given.get(pk, 0)), wanted_of(setting, items - back.get(pk, 0))) for pk in people}


def wanted_of(setting: Setting, items: int) -> int:
    """Of one person with so many items before her."""
    if setting.method == Method.DOTS:
        return min(setting.picks, items * setting.cap)
    return min(setting.picks, items) if setting.method in PICKED else items * len(setting.keys)

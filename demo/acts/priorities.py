"""An agenda-setting session decides: forty-eight items become thirty, and two rounds of rating say which come first.

Olga sets the exercise up for the accepted session on adults over forty with sickle cell disease; Chen facilitates,
Rita keeps the list. Twenty-four made-up people of three groups suggest two items each by their links. Rita merges
what says the same and sorts it by theme. All rate by Delphi, whose rule was fixed before; two of them do not come
back for the second round, and one steps back from an item she has an interest in. What they
concluded is published. Another exercise is half done.
"""

from decimal import Decimal
from typing import Any

from demo.dates import last_years
from demo.material import Someone, dice, load, someone
from outcomes.actions import exercises, items, participants, rating, rounds
from outcomes.actions.publishing import follow_up, publish
from outcomes.models import Exercise, Method, Participant, Round
from outcomes.setting import Yard
from proposals.models import Proposal
from workshops.models import Meeting

PEOPLE = 24
FIRST = 400
"""The number of the first fictional person who takes part."""
LEFT = 2
"""So many do not come back for the second round."""
CRITERIA = (
    Yard("Answerability", "Can it be answered, well and ethically?", 1.0),
    Yard("Effectiveness", "Would what comes of it work?", 1.0),
    Yard("Equity", "Would it reach those who are worst off?", 2.0),
)
CHNRI_VALUES = (Decimal(1), Decimal(1), Decimal("0.5"), Decimal(0), None)


def tell(story: Any) -> None:
    meeting = Meeting.objects.get(slug=last_years(story.now).slug)
    facts = load("priorities")
    exercise = set_up(story, meeting, facts)
    take_part(story, exercise, facts)
    collect(story, exercise, facts)
    sort_out(story, exercise, facts)
    for day, number in ((-24, 1), (-17, 2)):
        rate(story, exercise, number, day)
    agenda = publish(
        exercise,
        exercise.rounds.get(number=2),
        title="Sickle cell disease after forty: a research agenda",
        editors=["Okafor, Olga", "Wei, Chen"],
        summary=facts["summary"],
        doi="",
        is_offered=True,
        by=story.person("olga"),
        at=story.days(-9),
    )
    first = agenda.body["priorities"][0]["number"]
    told = {"actor": "A made-up foundation", "evidence": "", "note": "A call for letters of intent is announced."}
    follow_up(
        agenda, first, state="taken_up", on=story.days(-2).date(), **told, by=story.person("olga"), at=story.days(-2)
    )
    still_open(story, meeting, facts["open"])


def set_up(story: Any, meeting: Meeting, facts: dict[str, Any]) -> Exercise:
    olga, at = story.person("olga"), story.days(-40)
    held = Proposal.objects.filter(call__meeting=meeting, state="confirmed", title__contains="Sickle Cell").first()
    exercise = exercises.set_up(
        meeting,
        proposal=held,
        title="Sickle cell disease after forty: what to find out first",
        scope=facts["scope"],
        reading=facts["reading"],
        items_each=2,
        by=olga,
        at=at,
    )
    exercises.name_facilitator(exercise, story.person("chen"), role="facilitator", by=olga, at=at)
    exercises.name_facilitator(exercise, story.person("rita"), role="scribe", by=olga, at=at)
    method = {"method": Method.DELPHI, "consensus": "70-15", "top": 10, "quorum": 60}
    return exercises.choose_method(
        exercise, criteria=(), groups=facts["groups"], by=story.person("chen"), at=at, **method
    )


def take_part(story: Any, exercise: Exercise, facts: dict[str, Any]) -> None:
    chen, groups = story.person("chen"), list(exercise.groups.all())
    named = [
        name(exercise, someone(FIRST + number), groups[number % len(groups)], by=chen, at=story.days(-38))
        for number in range(PEOPLE)
    ]
    participants.ask(named, by=chen, at=story.days(-37))
    for each in named:
        participants.consent(each, is_named=bool(dice(4, "named", each.name)), at=story.days(-35))


def name(exercise: Exercise, one: Someone, group: Any, *, by: Any, at: Any) -> Participant:
    return participants.name_participant(
        exercise,
        group=group,
        name=f"{one.given_name} {one.family_name}",
        email=one.email,
        institution=one.affiliation,
        by=by,
        at=at,
    )


def collect(story: Any, exercise: Exercise, facts: dict[str, Any]) -> None:
    """Each suggests two: first come the items that last, then those that say the same in other words."""
    chen, people = story.person("chen"), list(exercise.participants.all())
    items.start_collecting(exercise, until=None, by=chen, at=story.days(-35))
    titles = [each["title"] for each in facts["items"]] + [same for each in facts["items"] for same in each["same"]]
    for number, title in enumerate(titles):
        items.suggest(people[number % PEOPLE], title=title, at=story.days(-34 + number / 12))
    items.stop_collecting(exercise, by=chen, at=story.days(-29))


def sort_out(story: Any, exercise: Exercise, facts: dict[str, Any]) -> None:
    """Rita writes the themes, merges, and says of each item what kind it is and what it lacks."""
    rita, at = story.person("rita"), story.days(-28)
    taxonomy = exercises.write_themes(exercise, themes=[tuple(each) for each in facts["themes"]], by=rita, at=at)
    themes = {theme.code: theme for theme in taxonomy.themes.all()}
    by_title = {item.title: item for item in exercise.items.select_related("exercise")}
    for each in facts["items"]:
        item = by_title[each["title"]]
        if each["same"]:
            same = [by_title[title] for title in each["same"]]
            items.merge(same, into=item, reason="The same in other words.", by=rita, at=at)
        told = {"theme": themes[each["theme"]], "horizon": each["horizon"]} | {
            name: each[name] for name in ("kind", "domain")
        }
        told |= {"form": "question" if each["title"].endswith("?") else "challenge"}
        items.change(item, version=1, gap=facts["gap"], window=facts["window"], **told, by=rita, at=at)
    first = exercise.participants.get(email=someone(FIRST).email)
    items.step_back(
        by_title["A shared registry of everybody treated with gene therapy"],
        first,
        reason="My employer would run it.",
        at=story.days(-25),
    )


def rate(story: Any, exercise: Exercise, number: int, day: float) -> None:
    """What people answer depends on the item, on their group and on themselves; they come closer in round 2."""
    chen = story.person("chen")
    opened = rounds.open_round(exercise, by=chen, at=story.days(day))
    asked = list(opened.items.select_related("item"))
    for place, each in enumerate(exercise.participants.select_related("group").order_by("pk")):
        if number == 2 and place >= PEOPLE - LEFT:
            continue
        out = set(each.recusals.values_list("item", flat=True))
        for one in (one for one in asked if one.item_id not in out):
            value = Decimal(rating_of(one.title, each, number))
            rating.rate(each, one, answers={"": value}, at=story.days(day + 1 + place / PEOPLE))
    rounds.close_round(opened, by=chen, at=story.days(day + 5))


def rating_of(title: str, person: Participant, number: int) -> int:
    worth = 4 + dice(5, "worth", title)
    leaning = dice(3, title, person.group.name) - 1
    own = dice(5, title, person.name) - 2
    return max(1, min(9, worth + leaning + (own if number == 1 else own // 2)))


def still_open(story: Any, meeting: Meeting, facts: dict[str, Any]) -> Round:
    """Four of eight have rated, one of them in part."""
    olga, at = story.person("olga"), story.days(-3)
    exercise = exercises.set_up(
        meeting, title=facts["title"], scope=facts["scope"], method=Method.CHNRI, top=3, by=olga, at=at
    )
    groups = ["Donors and patients", "Transfusion services"]
    exercise = exercises.choose_method(exercise, criteria=CRITERIA, groups=groups, by=olga, at=at)
    both = list(exercise.groups.all())
    people = [
        name(exercise, someone(FIRST + PEOPLE + number), both[number % 2], by=olga, at=at) for number in range(8)
    ]
    for title in facts["items"]:
        items.add(exercise, title=title, form="question" if title.endswith("?") else "challenge", by=olga, at=at)
    opened = rounds.open_round(exercise, by=olga, at=story.days(-2))
    asked = list(opened.items.all())
    for place, each in enumerate(people[:4]):
        participants.consent(each, is_named=True, at=story.days(-2))
        for one in asked[:3] if place == 3 else asked:
            answers = {yard.name: CHNRI_VALUES[dice(5, yard.name, one.title, each.name)] for yard in CRITERIA}
            rating.rate(each, one, answers=answers, at=story.days(-1))
    return opened

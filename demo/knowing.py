"""What the committee knows: each member's papers and topics, and what some say of single proposals."""

from datetime import datetime
from typing import Any

from demo.material import dice, load, members
from people.demo_sign_in import address_of
from people.models import Person
from people.publications.actions import add_publications
from people.publications.entries import Entry
from people.publications.reading import read_publications
from reviews.expertise.actions import bid, choose_topics
from reviews.expertise.asking import asked_about
from workshops.models import Call

RIS = """TY  - JOUR
AU  - {family}, {given}
TI  - {title}
AB  - {abstract}
PY  - {year}
JO  - Journal of the Demo
ER  -
"""
FIELDS = 2
"""Topics in which a member has written."""


def write(story: Any, *, at: datetime) -> None:
    """Rita, Raj and the others paste their papers; who sits in no committee that reads, none."""
    people = [story.person("rita"), story.person("raj")]
    people += [Person.objects.get(email=one.email) for one in members()[:6]]
    for person in people:
        add_publications(papers_of(person), by=person, at=at)


def papers_of(person: Person) -> list[Entry]:
    """As a reference manager would give them."""
    fields = fields_of(person)
    rows = [row for row in load("papers") if row["topic"] in fields]
    words = {"family": person.family_name, "given": person.given_name}
    years = {row["title"]: 2019 + dice(7, row["title"]) for row in rows}
    return read_publications("".join(RIS.format(**row, **words, year=years[row["title"]]) for row in rows)).entries


def fields_of(person: Person) -> list[str]:
    topics = list(dict.fromkeys(row["topic"] for row in load("papers")))
    first = dice(len(topics), "field", person.family_name)
    return [topics[(first + 3 * place) % len(topics)] for place in range(FIELDS)]


def speak(story: Any, call: Call, *, at: datetime) -> None:
    """Everybody chooses her topics; Rita and Raj say of some proposals what they can judge."""
    topics = {topic.slug: topic for topic in call.meeting.topics.all()}
    for person in [Person.objects.get(email=one.email) for one in members()[:6]]:
        choose_topics(call.meeting, topics=[topics[slug] for slug in fields_of(person)], by=person, at=at)
    for place, key in enumerate(("rita", "raj")):
        person = Person.objects.get(email=address_of(key))
        proposals = asked_about(person, call.meeting).select_related("call__meeting").order_by("title")
        for number, proposal in enumerate(proposals[place : 9 + place : 3]):
            bid(proposal, can_judge=number != 1, wish=int(number == 0), by=person, at=at)

"""The disclosure statement of a program: names, companies by name, what somebody is to them, and nothing else."""

from collections.abc import Mapping
from itertools import groupby

from people.models import Person
from program.snapshot import FrozenDisclosure, FrozenInterest, FrozenSession, Program
from rendering.text import one_line
from workshops.disclosing import Standing, current_of, policy_of
from workshops.models import Disclosure, Meeting
from workshops.models.disclosure import Nature

MITIGATED = "All relevant financial relationships have been mitigated."
NOTHING = {"nothing": "nothing to disclose", "nothing relevant": "no relevant financial relationships"}
WORDS = {nature.value: nature.label.lower() for nature in Nature}


def frozen_disclosures(meeting: Meeting, persons: Mapping[int, Person]) -> tuple[FrozenDisclosure, ...]:
    """Of those whose disclosures are complete, where the meeting asks its faculty; in the order of their codes."""
    policy = policy_of(meeting)
    if policy is None or not policy.asks_faculty:
        return ()
    stated = current_of(persons, meeting)
    found = [_frozen(persons[key].code, each) for key, each in stated.items() if each.standing == Standing.COMPLETE]
    return tuple(sorted(found, key=lambda each: each.person))


def _frozen(code: str, stated: Disclosure) -> FrozenDisclosure:
    rows = stated.relationships.all()
    interests = tuple(FrozenInterest(one_line(row.company), row.nature) for row in rows if row.relevant)
    if interests:
        return FrozenDisclosure(code, "interests", interests)
    return FrozenDisclosure(code, "nothing relevant" if rows else "nothing")


def person_words(disclosure: FrozenDisclosure) -> str:
    """`Acme: consultant, speaker; Bolt: advisor`, or that there is nothing."""
    if not disclosure.interests:
        return NOTHING[disclosure.stated]
    rows = groupby(sorted(disclosure.interests, key=lambda each: each.company), key=lambda each: each.company)
    said = [(company, [WORDS.get(each.nature, each.nature) for each in some]) for company, some in rows]
    return "; ".join(f"{company}: {', '.join(natures)}" for company, natures in said)


def statement(session: FrozenSession, program: Program) -> list[str]:
    """A sentence for each of its people, and, once it is true of all of them, that everything was mitigated."""
    found = program.disclosures_of(session)
    lines = [f"{program.person_by_code[each.person].name}: {person_words(each)}." for each in found]
    is_whole = len(found) == len(program.people_of(session))
    return [*lines, MITIGATED] if is_whole and any(each.interests for each in found) else lines

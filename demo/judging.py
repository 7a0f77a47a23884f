"""Rules of the call that look beyond a text, who is a member, and a waiver asked for and one given."""

from typing import Any

from demo.material import members
from people.members import Entry
from people.membership import load_members
from people.models import Person
from proposals.actions.requiring import add_requirement
from proposals.actions.waiving import ask_waiver, waive
from proposals.judging.sheet import Line, sheets_of
from proposals.models import Proposal, Requirement
from workshops.models import Call

RULES: tuple[dict[str, Any], ...] = (
    {
        "kind": "regions",
        "params": {"minimum": 2, "who": "all", "grouping": "region"},
        "severity": "warn",
        "sentence": "Its people come from at least two regions of the world.",
    },
    {
        "kind": "per_institution",
        "params": {"maximum": 2, "who": "all"},
        "severity": "warn",
        "sentence": "At most two people of one institution.",
    },
    {
        "kind": "early_career",
        "params": {"minimum": 1, "who": "all"},
        "severity": "tell",
        "sentence": "Somebody early in her career takes part.",
    },
    {
        "kind": "one_role",
        "params": {"maximum": 1, "who": "speakers"},
        "severity": "warn",
        "sentence": "A speaker takes part in one workshop of the call.",
    },
    {
        "kind": "confirmed",
        "params": {"minimum": 3, "who": "all"},
        "severity": "tell",
        "sentence": "At least three people have said yes.",
    },
    {
        "kind": "membership",
        "params": {"who": "lead"},
        "severity": "warn",
        "sentence": "The chair who leads is a member of the society.",
    },
    {
        "kind": "editions_limit",
        "params": {"maximum": 2, "years": 5},
        "severity": "warn",
        "sentence": "A workshop takes place at most three times in six years.",
    },
    {
        "kind": "edition_report",
        "params": {},
        "severity": "warn",
        "sentence": "A workshop that comes back says what came of it.",
    },
)
REQUEST = "My co-chair moves to another hospital this month; her new address follows before the review begins."
REASON = "She joined last week; the list of members comes on Monday."


def tell(story: Any, call: Call, draft: Proposal) -> None:
    """The rules come after the first proposals are in, as rules do; Olga has tried each on last year's."""
    olga, at = story.person("olga"), story.days(-9)
    for rule in RULES:
        add_requirement(call, by=olga, at=at, **rule)
    load_members([*known_members()], by=olga, at=at)
    two_chairs = call.requirements.get(kind="chairs")
    ask_waiver(draft, two_chairs, request=REQUEST, by=draft.proposer, at=story.days(-3))
    told = first_told(call, "membership")
    if told:
        rule = Requirement.objects.get(call=call, kind="membership")
        waive(told, rule, reason=REASON, by=olga, at=story.days(-2))


def known_members() -> list[Entry]:
    """Everybody who proposes but every fifth, and the committees."""
    proposers = Person.objects.filter(proposals__isnull=False).distinct().order_by("pk")
    people = [person for place, person in enumerate(proposers) if place % 5]
    others = [Person.objects.get(email=one.email) for one in members()]
    known = {person.email: person for person in (*people, *others)}
    return [Entry(email, person.name, str(4100 + place)) for place, (email, person) in enumerate(known.items())]


def first_told(call: Call, kind: str) -> Proposal | None:
    """The first proposal handed in that does not meet a rule of this kind."""
    rows = call.proposals.submitted().exclude(state="draft").select_related("call__meeting", "format").order_by("pk")
    sheets = sheets_of(rows)
    return next((each for each in rows if is_told(sheets[each.pk], kind)), None)


def is_told(lines: list[Line], kind: str) -> bool:
    return any(line.state == "warn" and line.requirement and line.requirement.kind == kind for line in lines)

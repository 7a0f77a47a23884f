"""What the society asks and by what it judges: the call, its formats, questions, rules, committees and rubrics.

Shaped after what ASH's public guidelines say of Friday Scientific Workshops (criteria and their order, talk titles
required, the submitter chairs, 23:59 Pacific time, three bodies). Lengths and numbers of people are this society's
own choice, since no public page names them.
"""

from datetime import datetime
from typing import Any

from demo.asking import AGENDA_PROMPTS, COMMON_PROMPTS, FORMATS, RULES, TOPICS, WORKSHOP_PROMPTS
from demo.material import members
from people.demo_sign_in import address_of
from people.models import Person
from proposals.actions.requiring import add_requirement
from reviews.actions.setup import add_rubric, add_stage
from workshops.actions.asking import add_format, add_prompt
from workshops.actions.committees import add_committee, give_seat
from workshops.actions.topics import add_topics
from workshops.models import Call, Committee, Format, Meeting, Right

LEADS = (Right.REVIEW, Right.ASSIGN, Right.RECOMMEND)
SCHEDULES = (Right.PLACE, Right.LOCK, Right.APPROVE_SCHEDULE)
CRITERIA = (
    ("Basic to translational focus", 3, "clinical throughout", "part of it is", "basic or translational throughout"),
    (
        "Novelty of the workshop and its topics",
        3,
        "heard before",
        "new in parts",
        "new questions and unpublished data",
    ),
    ("Alignment with the research agenda", 2, "no link", "a link is named", "answers a question of the agenda"),
    ("Completeness of the application", 1, "parts are missing", "thin in places", "everything is there and clear"),
)
GUIDANCE = """Score what the proposal says, not what you know of its authors. If you work with one of them, share an
institution, or would be asked to speak, declare a conflict: the proposal then disappears for you.
"""


def set_up(meeting: Meeting, call: Call, *, by: Any, at: datetime) -> None:
    add_topics(meeting, topics=TOPICS, by=by, at=at)
    formats = [add_format(call, by=by, at=at, **facts) for facts in FORMATS]
    ask(call, formats, by=by, at=at)
    for rule in RULES:
        only = [form for form in formats if rule.get("agenda") in (None, form.sets_agenda)]
        facts = {name: value for name, value in rule.items() if name != "agenda"}
        add_requirement(call, formats=only if "agenda" in rule else (), by=by, at=at, **facts)
    seat_committees(meeting, by=by, at=at)
    open_stages(call, by=by, at=at)


def ask(call: Call, formats: list[Format], *, by: Any, at: datetime) -> None:
    workshops = [form for form in formats if not form.sets_agenda]
    agenda = [form for form in formats if form.sets_agenda]
    for prompts, only in ((WORKSHOP_PROMPTS, workshops), (AGENDA_PROMPTS, agenda), (COMMON_PROMPTS, [])):
        for facts in prompts:
            add_prompt(call, formats=only, by=by, at=at, **facts)


def seat_committees(meeting: Meeting, *, by: Any, at: datetime) -> None:
    """Chen sits in all three, so that one person can walk a proposal from reading to approval."""
    chen, rita, raj = (Person.objects.get(email=address_of(key)) for key in ("chen", "rita", "raj"))
    others = [Person.objects.get(email=one.email) for one in members()]
    affairs, program, executive = (
        add_committee(meeting, name=name, description=about, is_public=True, by=by, at=at)
        for name, about in COMMITTEES
    )
    seat(affairs, chen, "Chair", (*LEADS, *SCHEDULES), by, at)
    for person in (rita, raj, *others[:6]):
        seat(affairs, person, "Member", (Right.REVIEW,), by, at)
    seat(program, others[6], "Chair", LEADS, by, at)
    seat(program, others[7], "Member", (Right.REVIEW,), by, at)
    seat(program, chen, "For the Committee on Scientific Affairs", LEADS, by, at)
    seat(executive, others[8], "President", (Right.ASSIGN, Right.APPROVE), by, at)
    seat(executive, others[9], "Secretary", (Right.APPROVE,), by, at)
    seat(executive, chen, "For the Committee on Scientific Affairs", (Right.ASSIGN, Right.APPROVE), by, at)


COMMITTEES = (
    ("Committee on Scientific Affairs", "Reads every proposal and recommends."),
    ("Program Committee", "Looks at the program as a whole: overlap, balance, what is missing."),
    ("Executive Committee", "Approves."),
)


def seat(committee: Committee, person: Person, title: str, rights: Any, by: Any, at: datetime) -> None:
    give_seat(committee, person=person, title=title, rights=rights, by=by, at=at)


def open_stages(call: Call, *, by: Any, at: datetime) -> None:
    """One rubric for all: an agenda-setting session is scored by the same four criteria."""
    affairs, program, executive = call.meeting.committees.all()
    rubric = add_rubric(
        call, name="Four criteria", guidance=GUIDANCE, criteria=[criterion(*each) for each in CRITERIA], by=by, at=at
    )
    for committee, name, decides, rubric_of_it in (
        (affairs, "Reading", "recommend", rubric),
        (program, "Program as a whole", "recommend", None),
        (executive, "Approval", "approve", None),
    ):
        add_stage(call, name=name, committee=committee, decides=decides, rubric=rubric_of_it, by=by, at=at)


def criterion(label: str, weight: int, lowest: str, middle: str, highest: str) -> dict[str, Any]:
    anchors = {"1": lowest, "3": middle, "5": highest}
    return {"label": label, "weight": weight, "lowest": 1, "highest": 5, "anchors": anchors}

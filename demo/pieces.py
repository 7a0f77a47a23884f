"""A workshop or an agenda-setting session of the demo as a proposer would fill it in."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from demo.asking import ANSWERS
from demo.material import helpers, load
from people.codes import random_code
from proposals.content import EditionRow, FacultyRow, ItemRow

PRIORITIES = {
    "gene-and-cell-therapy": "genome-editing",
    "lymphoid-malignancies": "immunotherapy",
    "plasma-cell-disorders": "immunotherapy",
    "myeloid-malignancies": "genomic-profiling",
    "diagnostics-and-data": "genomic-profiling",
    "stem-cells-and-niches": "epigenetics",
}
EARLIER = {
    "When Clots Talk to Tumours: Signalling between Coagulation and Cancer": (
        ("Interplay Between Coagulation and Malignancy", 2019),
        ("Interplay between coagulation and malignancy", 2020),
        ("Interplay between Coagulation and Malignancy", 2023),
    ),
    "Germline Predisposition: Reading Variants of Unknown Meaning": (
        ("Germline predisposition to bone marrow failure and hematological malignancies", 2022),
    ),
    "Aging Marrow: Fat, Bone and Blood": (("Hematology and Aging", 2017), ("Aging and hematology", 2025)),
}
FELIX = FacultyRow(
    key="",
    given_name="Felix",
    family_name="Fuchs",
    email="felix@convoke.example",
    affiliation="Klinikum Nordwald",
    country="Germany",
    career_stage="early",
)
WITH_FELIX = (0, 6)
NEW_PEOPLE = 40
"""So many numbers later begin the people of the second year: more than the pieces of the first."""


class Year(StrEnum):
    """A folder of demo/data: the meeting that is decided, and the one that is being read."""

    LAST = "last_year"
    THIS = "this_year"


@dataclass(frozen=True)
class Piece:
    """`number` counts through all workshops of the year, then all agenda-setting sessions, then drafts."""

    year: Year
    number: int
    facts: dict[str, Any]

    @property
    def title(self) -> str:
        return self.facts["title"]

    @property
    def sets_agenda(self) -> bool:
        return "questions" in self.facts

    @property
    def after(self) -> str:
        """Title of the piece of the year before from which it is written, by the same person."""
        return self.facts.get("after", "")

    @property
    def people(self) -> int:
        """By this number its co-chair and speakers are found; a piece that comes back brings them again."""
        return self.number + (NEW_PEOPLE if self.year == Year.THIS and not self.after else 0)

    @property
    def format(self) -> str:
        """Slug of the format: a workshop of four talks takes four hours, one of three talks three."""
        if self.sets_agenda:
            return "agenda-setting-session"
        return "workshop-of-four-hours" if len(self.facts["talks"]) > 3 else "workshop-of-three-hours"


def workshops(year: Year) -> list[Piece]:
    return [Piece(year, number, facts) for number, facts in enumerate(load(f"{year}/workshops"))]


def agenda_sessions(year: Year) -> list[Piece]:
    first = len(load(f"{year}/workshops"))
    return [Piece(year, first + number, facts) for number, facts in enumerate(load(f"{year}/agenda_sessions"))]


def begun(year: Year) -> list[Piece]:
    """What nobody has handed in yet, in either year from the same texts."""
    first = len(workshops(year)) + len(agenda_sessions(year))
    return [Piece(year, first + number, facts) for number, facts in enumerate(load("drafts"))]


def sections(piece: Piece, chair: Any) -> dict[str, dict[str, Any]]:
    """What goes into each section of the editor; `chair` is the person who proposes."""
    talks = piece.facts.get("talks") or ["What is known", "What has been tried"]
    faculty = people(piece, chair, len(talks))
    speakers = [row.key for row in faculty if row.role == "speaker"]
    items = agenda_order(talks, speakers) if piece.sets_agenda else running_order(talks, speakers)
    priority = PRIORITIES.get(piece.facts["topic"])
    basics = {"title": piece.title, "summary": piece.facts["summary"], "topics": (piece.facts["topic"],)}
    whole: dict[str, dict[str, Any]] = {
        "basics": basics | {"priorities": (priority,) if priority else ()},
        "questions": {
            "answers": ANSWERS | (agenda_answers(piece.facts) if piece.sets_agenda else answers(piece.facts))
        },
        "people": {"faculty": faculty},
        "running-order": {"items": items},
    }
    if rows := EARLIER.get(piece.title):
        editions = tuple(EditionRow(key=random_code(), title=title, year=year) for title, year in rows)
        whole["earlier-editions"] = {"editions": editions}
    return whole


def people(piece: Piece, chair: Any, speakers: int) -> tuple[FacultyRow, ...]:
    co_chair, *others = (row_of(one) for one in helpers(piece.people, speakers + 1))
    rows = [row_of(chair, "chair"), FacultyRow(**vars(co_chair) | {"role": "co_chair"}), *others]
    if piece.number in WITH_FELIX:
        rows[2] = FacultyRow(**vars(FELIX) | {"key": random_code()})
    return tuple(rows)


def row_of(one: Any, role: str = "speaker") -> FacultyRow:
    names = ("given_name", "family_name", "email", "affiliation", "country", "career_stage")
    return FacultyRow(key=random_code(), role=role, **{name: getattr(one, name) for name in names})


def running_order(talks: list[str], speakers: list[str]) -> tuple[ItemRow, ...]:
    """Four talks fill 240 minutes, three fill 180; nearly half of it is discussion."""
    long = len(talks) > 3
    talk, after, pause, panel = (25, 15, 20, 50) if long else (20, 15, 15, 50)
    rows = [item("talk", "Welcome and aims", 10, "")]
    for place, (title, speaker) in enumerate(zip(talks, speakers, strict=True)):
        rows += [item("talk", title, talk, speaker), item("discussion", "", after, "")]
        if place == 1:
            rows.append(item("break", "", pause, ""))
    return (*rows, item("discussion", "Panel: what should be tried next", panel, ""))


def agenda_order(talks: list[str], speakers: list[str]) -> tuple[ItemRow, ...]:
    """120 minutes, most of them in groups."""
    rows = [item("talk", "Welcome and how we will work", 10, "")]
    rows += [item("talk", title, 15, speaker) for title, speaker in zip(talks, speakers, strict=True)]
    return (
        *rows,
        item("discussion", "In groups: questions and gaps", 35, ""),
        item("discussion", "All together: ranking the priorities", 35, ""),
        item("talk", "What happens next", 10, ""),
    )


def item(kind: str, title: str, minutes: int, speaker: str) -> ItemRow:
    return ItemRow(key=random_code(), kind=kind, title=title, minutes=minutes, speaker=speaker)


def answers(facts: dict[str, Any]) -> dict[str, str]:
    topic = facts["topic"].replace("-", " ")
    first, second = (talk[0].lower() + talk[1:] for talk in facts["talks"][:2])
    return {
        "why-now": facts["why_now"],
        "alignment": f"It takes up a question of the society's research agenda in {topic}: mechanisms that can be "
        "tested now, with methods that laboratories can share.",
        "focus": "Mostly basic" if facts["focus"] == "Basic" else "Basic to translational",
        "audience": f"Laboratory and physician-scientists who work on {topic}, and trainees who consider it.",
        "objectives": "After this workshop participants will be able to\n\n"
        f"- say what is established and what is open about {first};\n"
        f"- judge new data on {second};\n"
        "- name an experiment that would decide between the present views.",
        "room-and-av": "A projector, two microphones for the floor.",
    }


def agenda_answers(facts: dict[str, Any]) -> dict[str, str]:
    return {
        "questions": facts["questions"],
        "gaps": facts["gaps"],
        "windows": facts["why_now"],
        "priorities": facts["priorities"],
        "participants": "Thirty people: clinicians and laboratory scientists in equal parts, three who live with the "
        "disease, two funders, one regulator.",
        "users": facts["users"],
        "room-and-av": "Tables for groups of six, a projector.",
    }

"""The words of the demo's call: topics, formats, questions and rules, as staff would type them in."""

from typing import Any

TOPICS = (
    ("100", "Red cells and iron"),
    ("200", "Platelets and megakaryocytes"),
    ("300", "Thrombosis and hemostasis"),
    ("400", "Stem cells and niches"),
    ("450", "Myelopoiesis and neutrophils"),
    ("500", "Bone marrow failure"),
    ("600", "Myeloid malignancies"),
    ("620", "Lymphoid malignancies"),
    ("650", "Plasma cell disorders"),
    ("700", "Gene and cell therapy"),
    ("900", "Diagnostics and data"),
)
CALL = """Propose a **Friday Scientific Workshop**: short presentations of primary data, then discussion, on a basic
or translational question; it must differ from the clinical sessions of that day. Or propose an **agenda-setting
session**: a small group works out which questions a field should answer first, for those who fund and do research.

The person who submits chairs the workshop. The program names every speaker and the title of every talk. What is
incomplete counts against a proposal.
"""
FORMATS: tuple[dict[str, Any], ...] = (
    {
        "slug": "workshop-of-four-hours",
        "name": "Friday Scientific Workshop, four hours",
        "minutes": 240,
        "description": "Four talks, each with its own discussion, and a panel.",
    },
    {
        "slug": "workshop-of-three-hours",
        "name": "Friday Scientific Workshop, three hours",
        "minutes": 180,
        "description": "Three talks, each with its own discussion, and a panel.",
    },
    {
        "slug": "agenda-setting-session",
        "name": "Agenda-setting session",
        "minutes": 120,
        "sets_agenda": True,
        "description": "Its result is a ranked list of research priorities, published by the society.",
    },
)
WORKSHOP_PROMPTS: tuple[dict[str, Any], ...] = (
    {
        "slug": "why-now",
        "label": "Why now, and what is new?",
        "help": "Which data exist that did not exist two years ago, and whose are they?",
        "word_limit": 200,
    },
    {
        "slug": "alignment",
        "label": "Which part of the society’s research agenda does it serve?",
        "word_limit": 150,
    },
    {
        "slug": "focus",
        "label": "Where between basic and translational?",
        "kind": "choice",
        "choices": ["Mostly basic", "Basic to translational", "Mostly translational"],
    },
    {
        "slug": "audience",
        "label": "Who should come?",
        "word_limit": 80,
        "audience": "public",
        "section": "For participants",
    },
    {
        "slug": "objectives",
        "label": "What will participants be able to do afterwards?",
        "help": "Begin: “After this workshop participants will be able to …”",
        "word_limit": 150,
        "audience": "public",
        "section": "For participants",
    },
)
AGENDA_PROMPTS: tuple[dict[str, Any], ...] = (
    {"slug": "questions", "label": "Which questions should be answered?", "word_limit": 200},
    {"slug": "gaps", "label": "Which gaps in knowledge stand in the way?", "word_limit": 200},
    {
        "slug": "windows",
        "label": "Which windows of opportunity are open?",
        "help": "A new method, a funder’s plan, a cohort that ends.",
        "word_limit": 150,
    },
    {"slug": "priorities", "label": "Which priorities do you expect to come out?", "word_limit": 150},
    {
        "slug": "participants",
        "label": "Whom would you invite?",
        "help": "Groups rather than names: who has to be in the room?",
        "word_limit": 150,
        "section": "People and use",
    },
    {"slug": "users", "label": "Who will use the result?", "word_limit": 100, "section": "People and use"},
)
COMMON_PROMPTS: tuple[dict[str, Any], ...] = (
    {
        "slug": "room-and-av",
        "label": "What do you need in the room?",
        "kind": "line",
        "is_required": False,
        "section": "Room",
    },
)
RULES: tuple[dict[str, Any], ...] = (
    {
        "kind": "required_parts",
        "params": {"parts": ["summary", "topics", "faculty", "items"]},
        "severity": "block",
        "sentence": "Summary, topic, people and running order are filled in.",
    },
    {
        "kind": "word_limit",
        "params": {"part": "summary", "words": 250},
        "severity": "block",
        "sentence": "The summary fits the printed program: 250 words.",
    },
    {
        "kind": "chairs",
        "params": {"minimum": 2, "maximum": 4},
        "severity": "block",
        "sentence": "Two to four chairs; the person who submits is one of them.",
    },
    {
        "kind": "institutions",
        "params": {"minimum": 2},
        "severity": "warn",
        "sentence": "The chairs come from different institutions.",
    },
    {
        "kind": "speakers",
        "params": {"minimum": 3, "maximum": 6},
        "severity": "block",
        "sentence": "Three to six speakers, each with the title of a talk.",
        "agenda": False,
    },
    {
        "kind": "minutes_fit",
        "params": {"tolerance": 0},
        "severity": "block",
        "sentence": "The running order fills the time of its format.",
    },
    {
        "kind": "discussion_share",
        "params": {"percent": 30},
        "severity": "block",
        "sentence": "At least 30 % of the time is discussion: a workshop is not a lecture.",
    },
    {
        "kind": "required_parts",
        "params": {"parts": ["priorities"]},
        "severity": "tell",
        "sentence": "It names a priority of the research agenda.",
    },
)

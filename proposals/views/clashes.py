"""A clash in words: which fields, what I wrote, what stands there, who wrote it and when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from proposals.actions import Clash
from proposals.models import Proposal
from proposals.prompts.questions import prompts_of

COLUMNS = {
    "family_name": "family name",
    "given_name": "given name",
    "email": "e-mail",
    "affiliation": "institution",
    "career_stage": "career stage",
    "attendance": "people who came",
    "report": "what came of it",
}
ROW_WORDS = {"faculty": "A person", "items": "An item", "editions": "An earlier edition"}


@dataclass(frozen=True)
class Told:
    """One field that both changed."""

    label: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class ToldClash:
    fields: list[Told]
    who: str
    at: datetime | None


def told(clash: Clash, reader: Any) -> ToldClash:
    labels = {prompt.slug: prompt.label for prompt in prompts_of(clash.proposal.format)}
    fields = [
        Told(_label(each.path, clash.proposal, labels), _text(each.mine), _text(each.theirs))
        for each in clash.differences
    ]
    theirs = clash.theirs
    by = theirs.by if theirs else None
    who = "You, in another window," if by == reader else str(by or "Somebody else")
    return ToldClash(fields, who, theirs.at if theirs else None)


def _label(path: str, proposal: Proposal, labels: dict[str, str]) -> str:
    name, *rest = path.split("/")
    if name == "answers":
        return labels.get(rest[0], rest[0])
    if name in ROW_WORDS:
        return f"{ROW_WORDS[name]}: {COLUMNS.get(rest[1], rest[1])}"
    return name.capitalize()


def _text(value: Any) -> str:
    return "" if value is None else str(value)

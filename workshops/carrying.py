"""What a setup file carries of this floor and of the letters below it (dashboard.setup_file writes and reads it).

A floor's `carrying` module tells its tables. A table carries every field of its model but those in `left_out`, which
says why: so a field that is added to a model is carried by itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models

from letters import wording
from letters.forms import TemplateForm
from letters.kinds import KINDS
from letters.models import LetterSet, LetterTemplate
from people.refusal import Refusal, Refused
from workshops.actions.allotting import add_allotment
from workshops.actions.asking import add_format, add_prompt
from workshops.actions.calls import create_call
from workshops.actions.committees import add_committee
from workshops.actions.disclosing import set_policy
from workshops.actions.meetings import create_meeting
from workshops.actions.topics import add_topic
from workshops.models import Allotment, Call, Committee, DisclosurePolicy, Format, Meeting, Prompt, Topic

STANDS = "where it stands in the file says it"
PLACE = "its place in the file says it"
SHOWN = "staff show it to the public once they have looked it over"


@dataclass(frozen=True)
class Table:
    """Rows of one model in a file. `key` is their name there, and on the row that they stand in.

    `make(row they stand in, by=, at=, **values)` is the action that adds one. `named_by` is the field by which other
    rows and faults name a row, if there is one. `ties` are fields that name rows of a table; `spoken` fields are a
    row too, told by one of its texts. What is `always` written is written also when it is nothing. With `only`, rows
    with other values stay behind. Of what `is_one` there is one row or none.
    Lists and tables named in `words` hold texts only.
    """

    key: str
    model: type[models.Model]
    make: Callable[..., Any]
    named_by: str = "slug"
    left_out: Mapping[str, str] = field(default_factory=dict)
    ties: Mapping[str, str] = field(default_factory=dict)
    spoken: Mapping[str, str] = field(default_factory=dict)
    always: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    is_one: bool = False
    only: Mapping[str, Any] = field(default_factory=dict)
    inside: tuple["Table", ...] = ()

    @property
    def fields(self) -> list[models.Field]:
        """Those carried, in the order of the model."""
        meta = self.model._meta
        every = (*meta.concrete_fields, *meta.many_to_many)
        return [each for each in every if not each.primary_key and each.name not in self.left_out]


def make_template(
    letter_set: LetterSet, *, kind: str, name: str, when: dict[str, Any], by: Any, at: datetime, **words: str
) -> LetterTemplate:
    """A letter in the society's own words, as its form takes it; under its condition, if it has one."""
    if kind not in KINDS:
        raise Refused(Refusal(f"There is no letter called “{kind}”.", f"These are: {', '.join(sorted(KINDS))}."))
    form = TemplateForm(words, kind=KINDS[kind])
    if not form.is_valid():
        raise Refused(Refusal(" ".join(str(each) for errors in form.errors.values() for each in errors)))
    if name or when:
        return wording.write_under(letter_set, KINDS[kind], name=name, when=when, **form.cleaned_data, by=by, at=at)
    return wording.write(letter_set, KINDS[kind], **form.cleaned_data, by=by, at=at)


def make_letters(meeting: None, *, name: str, by: Any, at: datetime) -> LetterSet:
    return wording.make_set(name, by=by, at=at)


def make_meeting(nothing: None, *, by: Any, at: datetime, **values: Any) -> Meeting:
    return create_meeting(by=by, at=at, **values)


LETTERS = Table(
    "letters",
    LetterSet,
    make_letters,
    named_by="name",
    is_one=True,
    inside=(
        Table(
            "templates",
            LetterTemplate,
            make_template,
            named_by="kind",
            left_out={"letter_set": STANDS, "order": PLACE},
        ),
    ),
)
TOPICS = Table("topics", Topic, add_topic, left_out={"meeting": STANDS, "order": PLACE}, always=("hue",))
COMMITTEES = Table("committees", Committee, add_committee, left_out={"meeting": STANDS, "order": PLACE})
DISCLOSURE_POLICY = Table(
    "disclosure_policy", DisclosurePolicy, set_policy, named_by="", left_out={"meeting": STANDS}, is_one=True
)
FORMATS = Table("formats", Format, add_format, left_out={"call": STANDS, "order": PLACE})
ALLOTMENTS = Table(
    "allotments", Allotment, add_allotment, named_by="", left_out={"call": STANDS}, ties={"format": "formats"}
)
PROMPTS = Table(
    "prompts",
    Prompt,
    add_prompt,
    left_out={"call": STANDS, "order": PLACE, "archived_at": "an archived question stays behind"},
    ties={"formats": "formats", "shown_when": "prompts", "required_when": "prompts"},
    only={"archived_at": None},
    words=("choices",),
)
CALLS = Table(
    "calls",
    Call,
    create_call,
    left_out={"meeting": STANDS, "is_public": SHOWN},
    inside=(FORMATS, ALLOTMENTS, PROMPTS),
)
MEETING = Table(
    "meeting",
    Meeting,
    make_meeting,
    left_out={"letter_set": "the file's own part “letters” is the set", "is_public": SHOWN},
    spoken={"series": "name"},
    words=("labels",),
    inside=(TOPICS, COMMITTEES, DISCLOSURE_POLICY, CALLS),
)

"""A proposal as it is read: one value that the proposer's page, the reviewers' page and the PDF share.

Templates show it with `proposals/_reading.html`; nothing in it is markup.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from people.models.person import CareerStage
from proposals.content import Content, from_json
from proposals.faculty.answers import Tally, tally_of
from proposals.judging.looking import WRITER, Scope
from proposals.judging.sheet import Line, judge
from proposals.models import Attachment, Proposal, Revision
from proposals.models.faculty import ItemKind, Role
from proposals.prompts.questions import AFTER_ACCEPTANCE, all_prompts, reads
from proposals.rows import content_of, contents_of
from workshops.answering import lines_of, link_of, told, words
from workshops.conditions import shown
from workshops.models import Format, Prompt, ResearchPriority, Topic
from workshops.models.prompt import Audience, PromptKind
from workshops.sections import by_section

NO_LONGER = "No longer asked"


@dataclass(frozen=True)
class Participant:
    """`key` is the row's own, by which it is known again in another text; so below."""

    name: str
    role: str
    affiliation: str
    country: str
    career_stage: str
    key: str = ""


@dataclass(frozen=True)
class Item:
    """`begins` is the minute after the start, as h:mm."""

    begins: str
    kind: str
    kind_label: str
    title: str
    speaker: str
    minutes: int
    key: str = ""


@dataclass(frozen=True)
class Edition:
    title: str
    year: int
    attendance: int | None
    report: str
    key: str = ""


@dataclass(frozen=True)
class Answer:
    """`text` is for people to read, whatever the kind; `lines` are what was chosen, `url` is a link's own, `file` the
    one that was sent. `slug` is the question's.
    """

    label: str
    text: str
    words: int
    audience: Audience
    kind: str
    lines: tuple[str, ...] = ()
    url: str = ""

    @property
    def is_ranked(self) -> bool:
        return self.kind == PromptKind.RANKING

    file: Attachment | None = None
    slug: str = ""


@dataclass(frozen=True)
class Reading:
    """`is_veiled`: this reader may not know who proposes; nobody is named in it (reviews.blindness.veil)."""

    code: str
    title: str
    format: Format
    summary: str
    topics: list[Topic]
    priorities: list[ResearchPriority]
    people: list[Participant]
    sections: list[tuple[str, list[Answer]]]
    items: list[Item]
    editions: list[Edition]
    lines: list[Line] = field(default_factory=list)
    tally: Tally | None = None
    is_veiled: bool = False

    @property
    def chairs(self) -> list[Participant]:
        return [each for each in self.people if each.role in (Role.CHAIR.label, Role.CO_CHAIR.label)]

    @property
    def minutes(self) -> int:
        return sum(item.minutes for item in self.items)

    @property
    def discussion_minutes(self) -> int:
        return sum(item.minutes for item in self.items if item.kind == ItemKind.DISCUSSION)

    @property
    def files(self) -> dict[str, Attachment]:
        """By code: what this reader may download."""
        return {each.file.code: each.file for _, answers in self.sections for each in answers if each.file}

    @property
    def warnings(self) -> list[Line]:
        """What the committee is told: requirements that are not met, and what was waived."""
        return [line for line in self.lines if line.state != "ok"]


AS_HANDED_IN = Scope(is_committee=True, as_handed_in=True)


def read(proposal: Proposal, reader: Audience = Audience.COMMITTEE, scope: Scope = AS_HANDED_IN) -> Reading:
    """What was handed in: for reviewers, staff and everybody but its writers. Words typed since are not in it.

    Answers that only staff may read are in it for Audience.STAFF.
    """
    return _with_tally(proposal, handed_in([proposal])[proposal.pk], reader, scope)


def handed_in(proposals: Iterable[Proposal], *, labels: bool = True) -> dict[int, Content]:
    """The texts that were handed in, by the keys of their proposals, with as many queries as for one; two fewer for
    who does not need their `labels`, the topics and priorities."""
    rows = list(proposals)
    unfinished = {each.pk for each in rows if each.is_unfinished}
    submitted = Revision.objects.submitted().filter(proposal__in=unfinished).order_by("number")
    texts = {each.proposal_id: from_json(each.content) for each in submitted} if unfinished else {}
    return texts | contents_of((each for each in rows if each.pk not in texts), labels=labels)


def _with_tally(proposal: Proposal, content: Content, reader: Audience, scope: Scope = WRITER) -> Reading:
    """With how many of its people have said yes so far."""
    reading = read_content(proposal, content, reader, scope)
    return replace(reading, tally=tally_of(proposal, content.faculty))


def with_submitted_titles(proposals: Iterable[Proposal]) -> list[Proposal]:
    """For lists of those who do not write: rows under the title that was handed in."""
    rows = list(proposals)
    unfinished = {row.pk for row in rows if row.is_unfinished}
    submitted = Revision.objects.submitted().filter(proposal__in=unfinished).order_by("number")
    titles = {revision.proposal_id: revision.content.get("title", "") for revision in submitted}
    for row in rows:
        row.title = titles.get(row.pk, row.title)
    return rows


def read_draft(proposal: Proposal) -> Reading:
    """What is written now: for those who write it."""
    return _with_tally(proposal, content_of(proposal), Audience.STAFF)


def read_content(
    proposal: Proposal, content: Content, reader: Audience = Audience.COMMITTEE, scope: Scope = WRITER
) -> Reading:
    """Any text of the proposal, for example of an old revision, as far as the reader may know it."""
    form = proposal.format
    asked, others = all_prompts(form)
    topics = Topic.objects.filter(meeting=proposal.call.meeting_id, slug__in=content.topics)
    return Reading(
        code=proposal.code,
        title=content.title or "Untitled proposal",
        format=form,
        summary=content.summary,
        topics=list(topics),
        priorities=list(ResearchPriority.objects.filter(code__in=content.priorities)),
        people=[_participant(row) for row in content.faculty],
        sections=sections_of(proposal, content, asked, others, reader),
        items=_items(content),
        editions=[Edition(row.title, row.year, row.attendance, row.report, row.key) for row in content.editions],
        lines=judge(proposal, content, scope, reader=reader, prompts=asked),
    )


def _participant(row) -> Participant:
    roles, stages = dict(Role.choices), dict(CareerStage.choices)
    stage = str(stages.get(row.career_stage, ""))
    return Participant(row.name, str(roles.get(row.role, row.role)), row.affiliation, row.country, stage, row.key)


def sections_of(
    proposal: Proposal, content: Content, asked: list[Prompt], others: list[Prompt], reader: Audience
) -> list[tuple[str, list[Answer]]]:
    """Answers under the sections of their prompts. What is asked after acceptance is there from then on, or once it
    is answered; an answer to what is no longer asked stays readable.
    """
    answers, is_later_asked = content.answers, proposal.state in AFTER_ACCEPTANCE
    seen = [
        prompt
        for prompt in shown(asked, answers)
        if reads(reader, prompt) and (not prompt.is_later or is_later_asked or prompt.slug in answers)
    ]
    former = [prompt for prompt in others if reads(reader, prompt) and answers.get(prompt.slug)]
    sections = [*by_section(seen), *([(NO_LONGER, former)] if former else [])]
    files = _files(proposal, [prompt for _, prompts in sections for prompt in prompts], answers)
    return [
        (name, [_answer(prompt, answers.get(prompt.slug, ""), files) for prompt in prompts])
        for name, prompts in sections
    ]


def _files(proposal: Proposal, prompts: list[Prompt], answers: Mapping[str, str]) -> dict[str, Attachment]:
    """Files of this proposal that answer these prompts, by their codes; no query where none does."""
    codes = [answers[each.slug] for each in prompts if each.kind == PromptKind.FILE and answers.get(each.slug)]
    return {file.code: file for file in proposal.attachments.filter(code__in=codes)} if codes else {}


def _answer(prompt: Prompt, text: str, files: Mapping[str, Attachment]) -> Answer:
    kind = PromptKind(prompt.kind)
    if kind == PromptKind.FILE:
        file = files.get(text)
        name, audience = file.name if file else "", Audience(prompt.audience)
        return Answer(prompt.label, name, 0, audience, kind.value, file=file, slug=prompt.slug)
    return Answer(
        label=prompt.label,
        text=told(kind, text),
        words=words(text),
        audience=Audience(prompt.audience),
        kind=kind.value,
        lines=tuple(lines_of(text)) if kind in (PromptKind.SEVERAL, PromptKind.RANKING) else (),
        url=(link_of(text) or "") if kind == PromptKind.LINK else "",
        slug=prompt.slug,
    )


def _items(content: Content) -> list[Item]:
    names = {row.key: row.name for row in content.faculty}
    kinds = dict(ItemKind.choices)
    items, begins = [], 0
    for row in content.items:
        clock = f"{begins // 60}:{begins % 60:02}"
        label = str(kinds.get(row.kind, row.kind))
        items.append(Item(clock, row.kind, label, row.title, names.get(row.speaker, ""), row.minutes, row.key))
        begins += row.minutes
    return items

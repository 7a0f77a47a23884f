"""The rule sheet of proposals: what every one needs, then the requirements of its call, with what was waived."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from proposals.catalogue.kind import CATALOGUE, Kind
from proposals.content import Content
from proposals.judging.basics import judge_basics
from proposals.judging.looking import WRITER, Scope, surroundings_of
from proposals.judging.surroundings import Around, Surroundings
from proposals.models import Proposal, Requirement, Waiver
from proposals.models.requirement import Severity
from proposals.prompts.questions import prompts_of, requirements_of, with_what_is_asked
from proposals.rows import content_of, contents_of
from workshops.models import Format, Prompt
from workshops.models.prompt import Audience

NOTHING_AROUND = Surroundings()
ABOUT_OTHERS = frozenset({Around.OTHERS, Around.MEMBERS})


@dataclass(frozen=True)
class Line:
    """One line of the rule sheet. `state` is ok, waived, or the requirement's severity: block, warn, tell.

    `requirement` is None for what every proposal needs. `section` is the part of the editor that mends it; `waiver`
    is what the society answered, or the wish for it, whatever its state. `names_people`: not for who may not know
    whom the proposal names.
    """

    requirement: Requirement | None
    state: str
    sentence: str
    section: str
    waiver: Waiver | None = None
    names_people: bool = False

    @property
    def why(self) -> str:
        return self.requirement.sentence if self.requirement else ""

    @property
    def waived(self) -> str:
        """Why the society lets it pass."""
        return self.waiver.reason if self.waiver and self.state == "waived" else ""


Waivers = Mapping[int, Waiver]
"""By the key of the requirement."""


def judge(
    proposal: Proposal,
    content: Content | None = None,
    scope: Scope = WRITER,
    *,
    reader: Audience = Audience.STAFF,
    prompts: Iterable[Prompt] | None = None,
) -> list[Line]:
    """The rule sheet of one proposal, of its stored text or of another. `prompts`: where they are at hand."""
    content = content or content_of(proposal)
    requirements = requirements_of(proposal.format)
    around = around_of([proposal], {proposal.pk: content}, requirements, scope)[proposal.pk]
    waivers = {each.requirement_id: each for each in proposal.waivers.all()} if requirements else {}
    prompts = prompts_of(proposal.format) if prompts is None else prompts
    return judge_content(content, proposal.format, prompts, requirements, reader, around, waivers, scope)


def sheets_of(
    proposals: Iterable[Proposal],
    texts: dict[int, Content] | None = None,
    scope: Scope = WRITER,
    reader: Audience = Audience.STAFF,
) -> dict[int, list[Line]]:
    """The rule sheets of many proposals, by their keys, with as many queries as for one. `texts`: else as stored."""
    rows = list(proposals)
    texts = contents_of(rows) if texts is None else texts
    calls = {each.call_id for each in rows}
    prompts = list(Prompt.objects.asked().filter(call__in=calls).prefetch_related("formats"))
    requirements = list(Requirement.objects.filter(call__in=calls).prefetch_related("formats"))
    around = around_of(rows, texts, requirements, scope)
    waivers: dict[int, dict[int, Waiver]] = defaultdict(dict)
    for waiver in Waiver.objects.filter(proposal__in=[each.pk for each in rows]):
        waivers[waiver.proposal_id][waiver.requirement_id] = waiver
    return {
        each.pk: judge_content(
            texts[each.pk],
            each.format,
            asked_of(prompts, each),
            asked_of(requirements, each),
            reader,
            around[each.pk],
            waivers[each.pk],
            scope,
        )
        for each in rows
    }


def asked_of[T: (Prompt, Requirement)](things: Iterable[T], proposal: Proposal) -> list[T]:
    """Those of its call that are for every format, or for its own; their formats are fetched."""
    return [
        thing
        for thing in things
        if thing.call_id == proposal.call_id
        and (not (formats := {each.pk for each in thing.formats.all()}) or proposal.format_id in formats)
    ]


def around_of(
    proposals: list[Proposal], texts: dict[int, Content], requirements: Iterable[Requirement], scope: Scope
) -> dict[int, Surroundings]:
    """What stands around each, as far as a requirement looks at it and this reader may know."""
    wants = {want for each in requirements if not is_kept(each, scope) for want in CATALOGUE[each.kind].wants}
    return surroundings_of(proposals, texts, wants, scope)


def judge_content(
    content: Content,
    form: Format,
    prompts: Iterable[Prompt],
    requirements: Iterable[Requirement],
    reader: Audience = Audience.STAFF,
    around: Surroundings = NOTHING_AROUND,
    waivers: Waivers | None = None,
    scope: Scope = WRITER,
) -> list[Line]:
    """The same of any text. A reader is told nothing of prompts whose answers she does not read."""
    prompts = list(prompts)
    content = with_what_is_asked(content, prompts)
    basics = judge_basics(content, prompts, reader)
    lines = [Line(None, state, sentence, section) for state, sentence, section in basics]
    for requirement in requirements:
        entry, waiver = CATALOGUE[requirement.kind], (waivers or {}).get(requirement.pk)
        if is_kept(requirement, scope):
            lines.append(Line(requirement, "tell", kept(entry), entry.section, waiver))
            continue
        finding = entry.judge(content, requirement.params, form, around)
        excused = waiver is not None and waiver.is_granted
        state = "ok" if finding.met else "waived" if excused else str(requirement.severity)
        lines.append(Line(requirement, state, finding.sentence, entry.section, waiver, finding.names_people))
    return lines


def is_kept(requirement: Requirement, scope: Scope) -> bool:
    """Is this for the committee alone? A proposer need not learn about other people what she need not mend."""
    about_others = bool(CATALOGUE[requirement.kind].wants & ABOUT_OTHERS)
    return about_others and requirement.severity == Severity.TELL and not scope.is_committee


def kept(entry: Kind) -> str:
    return f"{entry.label}: the committee looks at this."

"""The leak report of a double-blind stage: what its readers see that still tells who proposes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from proposals.content import Content
from proposals.lifecycle import State
from proposals.models import Attachment, Proposal
from proposals.prompts.questions import reads
from proposals.reading import handed_in
from reviews.blindness.leaks import Leak, Person, Place, leaks_in
from reviews.blindness.metadata import told_by
from reviews.models import Stage, WithheldPart
from reviews.models.withheld import ANSWER, SUMMARY
from workshops.answering import told
from workshops.models import Prompt
from workshops.models.prompt import Audience, PromptKind

ENOUGH = 3
"""Proposals of a stage from which an answer that only one gives tells something."""
DONE = (State.ACCEPTED, State.CONFIRMED)
TO_DO = {
    "name": "Withhold the part, or ask the proposers for other words.",
    "place": "Withhold the part, or ask the proposers for other words.",
    "address": "Withhold the part: an address is looked up in a moment.",
    "link": "Follow it: where the page names somebody, withhold the part.",
    "own": "Read what it refers to. “Earlier work showed” says the same without telling whose it was.",
    "file": "Open it: words inside a file are not looked through here. Its own name is hidden from readers already.",
    "metadata": "Withhold the file, or ask the proposers for one that was saved without its properties.",
    "edition": "It is hidden here, but its public page and calendar name its chairs to whoever looks up the title.",
    "count": "Readers who know the field may guess by it. Withhold the answer where it matters.",
}


@dataclass(frozen=True)
class Finding:
    leak: Leak
    to_do: str


@dataclass(frozen=True)
class Report:
    """`withheld` are the parts that readers do not see: key and label."""

    proposal: Proposal
    findings: list[Finding]
    withheld: list[tuple[str, str]]

    @property
    def kinds(self) -> list[tuple[str, int]]:
        """What was found, the most frequent first."""
        return Counter(each.leak.label for each in self.findings).most_common()


def reports_of(stage: Stage, proposals: Iterable[Proposal], *, closely: bool = False) -> list[Report]:
    """Under the titles that were handed in; the same number of queries for one and for many. `closely`, for one: its
    files are opened for their properties, and its answers are compared with those of the whole call.
    """
    rows = list(proposals)
    texts = handed_in(rows, labels=False)
    prompts = list(Prompt.objects.filter(call=stage.call_id))
    withheld = withheld_in(stage, rows)
    files = {file.code: file for file in Attachment.objects.filter(proposal__in=rows).kept()}
    alone, public = only_once(stage, prompts) if closely else {}, public_editions(rows, texts)
    found = []
    for row in rows:
        content = texts[row.pk]
        row.title = content.title
        shown = [place for place in places_of(content, prompts) if place.key not in withheld[row.pk]]
        leaks = [*leaks_in(shown, people_of(row, content)), *_alone(row, shown, prompts, alone)]
        leaks += _editions(row, content, public)
        leaks += [
            leak
            for place, file in _files(content, prompts, files)
            if place.key not in withheld[row.pk]
            for leak in _of_file(place, file, closely)
        ]
        labels = {place.key: place.label for place in places_of(content, prompts)}
        labels |= {place.key: place.label for place, _ in _files(content, prompts, files)}
        hidden = [(key, labels.get(key, key)) for key in withheld[row.pk]]
        found.append(Report(row, [Finding(leak, TO_DO[leak.kind]) for leak in leaks], hidden))
    return found


def withheld_in(stage: Stage, proposals: Sequence[Proposal]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for proposal, part in WithheldPart.objects.filter(stage=stage, proposal__in=proposals).values_list(
        "proposal", "part"
    ):
        found[proposal].append(part)
    return found


def places_of(content: Content, prompts: Sequence[Prompt]) -> Iterator[Place]:
    """Every text that its readers see, but files."""
    yield Place("", "Title", content.title)
    yield Place(SUMMARY, "Summary", content.summary)
    for prompt in prompts:
        answer = content.answers.get(prompt.slug, "")
        if answer and prompt.kind != PromptKind.FILE and reads(Audience.COMMITTEE, prompt):
            yield Place(f"{ANSWER}{prompt.slug}", prompt.label, told(PromptKind(prompt.kind), answer))
    for item in content.items:
        yield Place("", "Running order", item.title)
    for text in content.replies.values():
        yield Place("", "Answer to a point of the revision", text)


def people_of(proposal: Proposal, content: Content) -> list[Person]:
    """Whom the text may not tell of: who proposes, and everybody it names."""
    own = proposal.proposer
    named = [Person(row.given_name, row.family_name, row.affiliation) for row in content.faculty]
    return [Person(own.given_name, own.family_name, own.affiliation), *named]


def only_once(stage: Stage, prompts: Iterable[Prompt]) -> dict[tuple[str, str], int]:
    """{(slug, answer): how many of the call give it} of questions with a list; one query."""
    slugs = [each.slug for each in prompts if each.kind == PromptKind.CHOICE]
    rows = Proposal.objects.filter(call=stage.call_id, first_submitted_at__isnull=False) if slugs else []
    answers = [each.answers for each in rows.only("answers")] if slugs else []
    if len(answers) < ENOUGH:
        return {}
    return Counter((slug, each[slug]) for each in answers for slug in slugs if each.get(slug))


def public_editions(rows: Sequence[Proposal], texts: dict[int, Content]) -> set[str]:
    """Codes and titles, of those that these texts go by or name, which stand in a public program; one query."""
    codes = {edition.earlier for text in texts.values() for edition in text.editions if edition.earlier}
    titles = {text.title for text in texts.values()}
    held = Proposal.objects.filter(state__in=DONE, call__meeting__is_public=True).exclude(pk__in=[r.pk for r in rows])
    found = held.filter(code__in=codes) | held.filter(title__in=titles)
    return {text for code, title in found.values_list("code", "title") for text in (code, title)}


def _editions(row: Proposal, content: Content, public: set[str]) -> Iterator[Leak]:
    for edition in content.editions:
        if edition.earlier in public:
            yield Leak(Place("", "Earlier editions", edition.title), "edition", "", edition.title, "")
    if content.title in public:
        yield Leak(Place("", "Title", content.title), "edition", "", content.title, "")


def _alone(
    row: Proposal, shown: Sequence[Place], prompts: Iterable[Prompt], counts: dict[tuple[str, str], int]
) -> Iterator[Leak]:
    places = {place.key: place for place in shown}
    for prompt in prompts:
        place = places.get(f"{ANSWER}{prompt.slug}")
        if place and counts.get((prompt.slug, row.answers.get(prompt.slug, ""))) == 1:
            yield Leak(place, "count", "", place.text, "")


def _files(
    content: Content, prompts: Iterable[Prompt], files: dict[str, Attachment]
) -> Iterator[tuple[Place, Attachment]]:
    for prompt in prompts:
        file = files.get(content.answers.get(prompt.slug, "")) if prompt.kind == PromptKind.FILE else None
        if file and reads(Audience.COMMITTEE, prompt):
            yield Place(f"{ANSWER}{prompt.slug}", prompt.label, file.name), file


def _of_file(place: Place, file: Attachment, closely: bool) -> Iterator[Leak]:
    yield Leak(place, "file", "", file.name, "")
    for name, value in told_by(file) if closely else ():
        yield Leak(place, "metadata", f"{name}: ", value, "")


def is_part(part: str, proposal: Proposal, stage: Stage) -> bool:
    """Can it be withheld?"""
    slugs: Any = Prompt.objects.filter(call=stage.call_id).values_list("slug", flat=True)
    return part == SUMMARY or part in {f"{ANSWER}{slug}" for slug in slugs}

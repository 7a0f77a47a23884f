"""The closed catalogue of requirement kinds: how a society's rule, which is data, is judged.

A kind has parameters that a small form checks, and a function from a text to a Finding: met or not, with a
sentence of numbers. There are no expressions. A new kind is a new entry here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from proposals.basics import judge_basics
from proposals.content import Content
from proposals.models import Proposal, Requirement
from proposals.questions import prompts_of, requirements_of, with_what_is_asked
from proposals.rows import content_of
from workshops.answering import words
from workshops.models import Format, Prompt
from workshops.models.prompt import Audience


@dataclass(frozen=True)
class Finding:
    met: bool
    sentence: str


@dataclass(frozen=True)
class Line:
    """One line of the rule sheet. `state` is ok, or the requirement's severity: block, warn, tell.

    `requirement` is None for what every proposal needs. `section` is the part of the editor that mends it.
    """

    requirement: Requirement | None
    state: str
    sentence: str
    section: str

    @property
    def why(self) -> str:
        return self.requirement.sentence if self.requirement else ""


Judge = Callable[[Content, Mapping[str, Any], Format], Finding]


@dataclass(frozen=True)
class Kind:
    slug: str
    label: str
    section: str
    form: type[forms.Form]
    judge: Judge

    def clean(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """Checked parameters as plain JSON, or ValueError with a sentence."""
        form = self.form(dict(params))
        if not form.is_valid():
            raise ValueError("; ".join(f"{name}: {' '.join(errors)}" for name, errors in form.errors.items()))
        return {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}


CATALOGUE: dict[str, Kind] = {}


def kind(slug: str, label: str, section: str, form: type[forms.Form]) -> Callable[[Judge], Judge]:
    def enter(judge: Judge) -> Judge:
        CATALOGUE[slug] = Kind(slug, label, section, form, judge)
        return judge

    return enter


NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


def number(n: int) -> str:
    return NUMBERS[n] if n < len(NUMBERS) else str(n)


def counted(n: int, one: str, many: str = "") -> str:
    return f"{number(n)} {one if n == 1 else many or one + 's'}"


def needed(minimum: int, maximum: int | None) -> str:
    """The end of a sentence: "two to four are needed"."""
    if maximum is None:
        return f"at least {number(minimum).lower()} {'is' if minimum == 1 else 'are'} needed"
    if minimum == maximum:
        return f"exactly {number(minimum).lower()} {'is' if minimum == 1 else 'are'} needed"
    if minimum == 0:
        return f"at most {number(maximum).lower()} {'is' if maximum == 1 else 'are'} allowed"
    return f"{number(minimum).lower()} to {number(maximum).lower()} are needed"


class RangeForm(forms.Form):
    minimum = forms.IntegerField(min_value=0, max_value=50, label="At least")
    maximum = forms.IntegerField(min_value=1, max_value=50, required=False, label="At most")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        low, high = data.get("minimum"), data.get("maximum")
        if low is not None and high is not None and high < low:
            self.add_error("maximum", "At most cannot be less than at least.")
        return data


class MinimumForm(forms.Form):
    minimum = forms.IntegerField(min_value=1, max_value=50, label="At least")


class ToleranceForm(forms.Form):
    tolerance = forms.IntegerField(min_value=0, max_value=120, initial=0, label="Minutes it may differ")


class ShareForm(forms.Form):
    percent = forms.IntegerField(min_value=1, max_value=100, label="Per cent of the time, at least")


PARTS = {
    "summary": "the summary",
    "topics": "a topic",
    "priorities": "a research priority",
    "faculty": "the people",
    "items": "the running order",
    "editions": "earlier editions",
}


class PartsForm(forms.Form):
    parts = forms.MultipleChoiceField(
        choices=list(PARTS.items()), widget=forms.CheckboxSelectMultiple, label="Parts that must be filled"
    )


class WordsForm(forms.Form):
    part = forms.ChoiceField(choices=[("title", "Title"), ("summary", "Summary"), ("answers", "Every answer")])
    words = forms.IntegerField(min_value=1, max_value=10_000, label="Words, at most")


@kind("chairs", "Number of chairs", "people", RangeForm)
def chairs(content: Content, params: Mapping[str, Any], form: Format) -> Finding:
    low, high, n = params["minimum"], params.get("maximum"), len(content.chairs)
    met = low <= n and (high is None or n <= high)
    return Finding(met, f"{counted(n, 'chair')} named; {needed(low, high)}.")


@kind("institutions", "Institutions among the chairs", "people", MinimumForm)
def institutions(content: Content, params: Mapping[str, Any], form: Format) -> Finding:
    names = {" ".join(row.affiliation.split()).casefold() for row in content.chairs} - {""}
    low, n = params["minimum"], len(names)
    return Finding(n >= low, f"{counted(n, 'institution')} among the chairs; {needed(low, None)}.")


@kind("speakers", "Number of speakers", "people", RangeForm)
def speakers(content: Content, params: Mapping[str, Any], form: Format) -> Finding:
    low, high = params["minimum"], params.get("maximum")
    n = sum(row.role == "speaker" for row in content.faculty)
    met = low <= n and (high is None or n <= high)
    return Finding(met, f"{counted(n, 'speaker')} named; {needed(low, high)}.")


@kind("minutes_fit", "Minutes fit the format's length", "running-order", ToleranceForm)
def minutes_fit(content: Content, params: Mapping[str, Any], form: Format) -> Finding:
    off = content.minutes - form.minutes
    met = abs(off) <= params.get("tolerance", 0)
    sentence = f"The running order takes {content.minutes} of {form.minutes} minutes"
    if met:
        return Finding(True, f"{sentence}.")
    return Finding(False, f"{sentence}; {abs(off)} {'too many' if off > 0 else 'are still free'}.")


@kind("discussion_share", "Share of discussion", "running-order", ShareForm)
def discussion_share(content: Content, params: Mapping[str, Any], form: Format) -> Finding:
    low, talked = params["percent"], content.discussion_minutes
    met = content.minutes > 0 and talked * 100 >= low * content.minutes
    has = f"Discussion takes {talked} of {content.minutes} minutes ({content.discussion_share} %)"
    return Finding(met, f"{has}; at least {low} % are needed.")


@kind("required_parts", "Parts that must be filled", "basics", PartsForm)
def required_parts(content: Content, params: Mapping[str, Any], form: Format) -> Finding:
    missing = [PARTS[part] for part in params["parts"] if not getattr(content, part)]
    if missing:
        return Finding(False, f"Still missing: {', '.join(missing)}.")
    return Finding(True, f"Filled: {', '.join(PARTS[part] for part in params['parts'])}.")


@kind("word_limit", "Word limit", "basics", WordsForm)
def word_limit(content: Content, params: Mapping[str, Any], form: Format) -> Finding:
    part, limit = params["part"], params["words"]
    if part == "answers":
        n, name = max((words(text) for text in content.answers.values()), default=0), "The longest answer"
    else:
        n, name = words(getattr(content, part)), f"The {part}"
    return Finding(n <= limit, f"{name} has {n} {'word' if n == 1 else 'words'}; at most {limit} are allowed.")


def judge(proposal: Proposal, content: Content | None = None) -> list[Line]:
    """The rule sheet of a proposal, of its stored text or of another: what every proposal needs, then the
    requirements of its call in their order.
    """
    form = proposal.format
    return judge_content(content or content_of(proposal), form, prompts_of(form), requirements_of(form))


def judge_content(
    content: Content,
    form: Format,
    prompts: Iterable[Prompt],
    requirements: Iterable[Requirement],
    reader: Audience = Audience.STAFF,
) -> list[Line]:
    """The same of any text. A reader is told nothing of prompts whose answers she does not read."""
    prompts = list(prompts)
    content = with_what_is_asked(content, prompts)
    basics = judge_basics(content, prompts, reader)
    lines = [Line(None, state, sentence, section) for state, sentence, section in basics]
    for requirement in requirements:
        entry = CATALOGUE[requirement.kind]
        finding = entry.judge(content, requirement.params, form)
        state = "ok" if finding.met else requirement.severity
        lines.append(Line(requirement, state, finding.sentence, entry.section))
    return lines

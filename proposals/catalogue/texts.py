"""Rules about what is written, and how long it is."""

from collections.abc import Mapping
from typing import Any

from proposals.catalogue.counting import counted, needed
from proposals.catalogue.kind import Finding, kind
from proposals.catalogue.params import PARTS, PartsForm, RangeForm, WordsForm
from proposals.content import Content
from proposals.judging.surroundings import Surroundings
from workshops.answering import words
from workshops.models import Format


@kind("required_parts", "Parts that must be filled", "basics", PartsForm, about="Looks whether each part has a word.")
def required_parts(content: Content, params: Mapping[str, Any], form: Format, around: Surroundings) -> Finding:
    missing = [PARTS[part] for part in params["parts"] if not getattr(content, part)]
    if missing:
        return Finding(False, f"Still missing: {', '.join(missing)}.")
    return Finding(True, f"Filled: {', '.join(PARTS[part] for part in params['parts'])}.")


@kind("topics", "Number of topics", "basics", RangeForm, about="Counts the topics that are chosen.")
def topics(content: Content, params: Mapping[str, Any], form: Format, around: Surroundings) -> Finding:
    low, high, n = params["minimum"], params.get("maximum"), len(content.topics)
    met = low <= n and (high is None or n <= high)
    return Finding(met, f"{counted(n, 'topic')} chosen; {needed(low, high)}.")


@kind(
    "word_limit",
    "Word limit",
    "basics",
    WordsForm,
    about="Counts the words of the title, the summary, each answer, or the answer to one question.",
)
def word_limit(content: Content, params: Mapping[str, Any], form: Format, around: Surroundings) -> Finding:
    part, limit = params["part"], params["words"]
    if part == "answers":
        n, name = max((words(text) for text in content.answers.values()), default=0), "The longest answer"
    elif part == "question":
        n, name = words(content.answers.get(params["question"], "")), "The answer"
    else:
        n, name = words(getattr(content, part)), f"The {part}"
    return Finding(n <= limit, f"{name} has {n} {'word' if n == 1 else 'words'}; at most {limit} are allowed.")

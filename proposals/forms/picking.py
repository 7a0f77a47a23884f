"""Pick the first joint text: for every field mine, theirs or both; rows one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from proposals.content import Content
from proposals.joining.joint_text import BOTH, LEAD, OTHER, Offered, Picks, offered_rows
from proposals.models.faculty import ItemKind, Role
from workshops.models import Prompt, ResearchPriority, Topic
from workshops.models.prompt import PromptKind


@dataclass(frozen=True)
class Pair:
    """A field with both texts beside each other."""

    field: Any
    lead: str
    other: str


class PickForm(forms.Form):
    """Names: title, summary, answer-SLUG, topics, priorities, and one list of rows for each kind of row."""

    def __init__(
        self,
        lead: Content,
        other: Content,
        *,
        titles: tuple[str, str],
        prompts: Sequence[Prompt],
        topics: Sequence[Topic],
        priorities: Sequence[ResearchPriority],
        data: Any = None,
    ):
        super().__init__(data)
        self.lead, self.other = lead, other
        self.words = {LEAD: f"“{titles[0]}”", OTHER: f"“{titles[1]}”", BOTH: "Both, one after the other"}
        self.prompts = [prompt for prompt in prompts if prompt.slug in {**lead.answers, **other.answers}]
        self.fields["title"] = self._choice("Title", lead.title, other.title, can_be_both=False)
        self.fields["summary"] = self._choice("Summary", lead.summary, other.summary)
        for prompt in self.prompts:
            texts = (lead.answers.get(prompt.slug, ""), other.answers.get(prompt.slug, ""))
            both = prompt.kind == PromptKind.TEXT
            self.fields[f"answer-{prompt.slug}"] = self._choice(prompt.label, *texts, can_be_both=both)
        self.fields["topics"] = _ticks("Topics", [(each.slug, each.name) for each in topics])
        self.fields["priorities"] = _ticks("Research priorities", [(each.code, each.text) for each in priorities])
        for name, label in (("faculty", "People"), ("items", "Running order"), ("editions", "Earlier editions")):
            rows = offered_rows(name, lead, other)
            self.fields[name] = _ticks(label, [(row.name, self._row(row)) for row in rows])

    def _choice(self, label: str, lead: str, other: str, *, can_be_both: bool = True) -> forms.ChoiceField:
        """Where only one side wrote something, that is picked."""
        keys = [LEAD, OTHER, BOTH] if can_be_both and lead and other else [LEAD, OTHER]
        first = OTHER if other and not lead else BOTH if BOTH in keys and lead != other else LEAD
        choices = [(key, self.words[key]) for key in keys]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, initial=first, label=label)

    def _row(self, offered: Offered) -> str:
        row, speakers = offered.row, {each.key: each.name for each in (*self.lead.faculty, *self.other.faculty)}
        if hasattr(row, "role"):
            words = [row.name, dict(Role.choices).get(row.role, row.role), row.affiliation]
        elif hasattr(row, "minutes"):
            words = [
                f"{row.minutes} min",
                str(dict(ItemKind.choices)[row.kind]),
                row.title,
                speakers.get(row.speaker),
            ]
        else:
            words = [row.title, str(row.year or "")]
        whose = "" if offered.is_lead else f" – {self.words[OTHER]}"
        return f"{', '.join(str(word) for word in words if word)}{whose}"

    @property
    def pairs(self) -> list[Pair]:
        """What was written, field by field, beside the choice."""
        found = [
            Pair(self["title"], self.lead.title, self.other.title),
            Pair(self["summary"], self.lead.summary, self.other.summary),
        ]
        for prompt in self.prompts:
            texts = (self.lead.answers.get(prompt.slug, ""), self.other.answers.get(prompt.slug, ""))
            found.append(Pair(self[f"answer-{prompt.slug}"], *texts))
        return found

    @property
    def ticks(self) -> list[Any]:
        names = ("topics", "priorities", "faculty", "items", "editions")
        return [self[name] for name in names if self.fields[name].choices]

    def picks(self) -> Picks:
        data = self.cleaned_data
        return Picks(
            title=data["title"],
            summary=data["summary"],
            answers={prompt.slug: data[f"answer-{prompt.slug}"] for prompt in self.prompts},
            topics=frozenset(data["topics"]),
            priorities=frozenset(data["priorities"]),
            rows=frozenset([*data["faculty"], *data["items"], *data["editions"]]),
        )


def _ticks(label: str, choices: list[tuple[str, str]]) -> forms.MultipleChoiceField:
    """All of both, until something is unticked."""
    return forms.MultipleChoiceField(
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[key for key, _ in choices],
        required=False,
        label=label,
    )

"""Forms of what the planner is asked to keep."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django import forms

from rendering.fields import Line
from scheduling.actions.ruling import bond_sessions
from scheduling.draft.levels import HIGHEST, OFFERED, UNITS, levels, usual_of
from scheduling.draft.words import RULES
from scheduling.forms.fields import OfMeeting
from scheduling.models import Bond, BondMember, Likeness, PlannerRules, Walk
from scheduling.models.ruling import LONGEST_WALK, BondKind

EXACT = "exact"
MINUTES = ("min_break", "walk_grace")
MEMBERS = 6
"""At most so many sessions in one bond."""


@dataclass(frozen=True)
class RuleRow:
    """A rule as a row of the page; `usual` is what it is worth when nobody says anything."""

    words: str
    unit: str
    usual: str
    level: Any
    number: Any


class RulesForm(forms.Form):
    """For each rule a named level, or an exact number."""

    min_break = forms.IntegerField(
        label="Minutes that a person needs between two sessions",
        min_value=0,
        max_value=LONGEST_WALK,
        help_text="Before the walk from room to room.",
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )
    walk_grace = forms.IntegerField(
        label="Minutes by which a walk may make a person late",
        min_value=0,
        max_value=LONGEST_WALK,
        help_text="A walk longer than the pause by no more than this is no clash.",
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )

    def __init__(self, kept: PlannerRules, *args, **kwargs):
        super().__init__(*args, initial={name: getattr(kept, name) for name in MINUTES}, **kwargs)
        for name in OFFERED:
            value = kept.weights.get(name, usual_of(name))
            told = [(str(each.value), each.words) for each in levels(name)]
            is_named = str(value) in dict(told)
            self.fields[f"{name}_level"] = forms.ChoiceField(
                label=f"{RULES[name]}: how much it matters",
                choices=[*told, (EXACT, "An exact number")],
                initial=str(value) if is_named else EXACT,
                widget=forms.Select(attrs={"class": "form-select"}),
            )
            self.fields[f"{name}_number"] = forms.IntegerField(
                label=f"{RULES[name]}: the exact number",
                min_value=0,
                max_value=HIGHEST,
                required=False,
                initial=None if is_named else value,
                widget=forms.NumberInput(attrs={"class": "form-control"}),
            )

    def rows(self) -> Iterator[RuleRow]:
        for name in OFFERED:
            words = {str(each.value): each.words for each in levels(name)}
            usual = words[str(usual_of(name))]
            pair = self[f"{name}_level"], self[f"{name}_number"]
            yield RuleRow(RULES[name], UNITS[name], usual, *pair)

    def clean(self):
        data = super().clean()
        for name in OFFERED:
            if data.get(f"{name}_level") == EXACT and data.get(f"{name}_number") is None:
                self.add_error(f"{name}_number", f"Say which number: a whole one from 0 to {HIGHEST}.")
        return data

    def weights(self) -> dict[str, int | str]:
        said = {name: self.cleaned_data[f"{name}_level"] for name in OFFERED}
        numbers = {name: self.cleaned_data[f"{name}_number"] for name in OFFERED}
        return {
            name: numbers[name] if level == EXACT else int(level) if level.isdigit() else level
            for name, level in said.items()
        }


class PairForm(OfMeeting):
    """Two different things of the meeting, in either order once."""

    things = ""
    twice = ""

    def prepare(self):
        for name in ("first", "second"):
            self.fields[name].queryset = getattr(self.meeting, self.things).all()

    def clean(self):
        data = super().clean()
        first, second = data.get("first"), data.get("second")
        if first and first == second:
            self.add_error("second", "Choose another one than the first.")
        elif first and second:
            others = self._meta.model.objects.filter(meeting=self.meeting).exclude(pk=self.instance.pk)
            if others.filter(first__in=[first, second], second__in=[first, second]).exists():
                self.add_error("second", self.twice)
        return data

    def save(self, commit=True):
        row = super().save(commit=False)
        row.meeting = self.meeting
        return row


class LikenessForm(PairForm):
    things = "topics"
    twice = "These two are said to be alike already."

    class Meta:
        model = Likeness
        fields = ["first", "second", "degree", "reason"]
        field_classes = {"reason": Line}
        labels = {"first": "Topic", "second": "Is like"}


class WalkForm(PairForm):
    things = "rooms"
    twice = "The walk between these two is told already."

    class Meta:
        model = Walk
        fields = ["first", "second", "minutes"]
        labels = {"first": "From", "second": "To (and back)"}


class BondForm(OfMeeting):
    class Meta:
        model = Bond
        fields = ["kind", "gap", "reason"]
        field_classes = {"reason": Line}
        help_texts = {
            "gap": "In this order: at least so many. One after the other: at most so many. Else nothing.",
            "reason": "It is said wherever the bond is broken.",
        }

    def prepare(self):
        sessions = self.meeting.sessions.living() if self.instance.pk is None else self.meeting.sessions.all()
        self.sessions = {str(each.pk): each for each in sessions.order_by("title", "pk")}
        told = [(key, f"{each.title} ({each.minutes} min)") for key, each in self.sessions.items()]
        members = [str(each.session_id) for each in self.instance.members.all()] if self.instance.pk else []
        for place in range(MEMBERS):
            self.fields[f"session_{place + 1}"] = forms.ChoiceField(
                label=f"{ORDINALS[place]} session",
                choices=[("", "—"), *told],
                required=place < 2,
                initial=members[place] if place < len(members) else "",
            )

    def chosen(self):
        """The sessions in their order."""
        keys = [self.cleaned_data.get(f"session_{place + 1}") for place in range(MEMBERS)]
        return [self.sessions[key] for key in keys if key]

    def clean(self):
        data = super().clean()
        chosen = self.chosen()
        if len(set(chosen)) < len(chosen):
            self.add_error(None, "A session is named twice. Name each once.")
        elif data.get("kind") == BondKind.BEFORE and (circle := self._circle()):
            self.add_error(None, f"That would be a circle: “{circle}” would have to be before itself.")
        return data

    def _circle(self):
        """The title of a session that would come before itself."""
        after: dict[int, set[int]] = {}
        others = BondMember.objects.filter(bond__meeting=self.meeting, bond__kind=BondKind.BEFORE)
        chains: dict[int, list[int]] = {0: [each.pk for each in self.chosen()]}
        for bond, session in others.exclude(bond=self.instance.pk).values_list("bond", "session"):
            chains.setdefault(bond, []).append(session)
        for chain in chains.values():
            for first, then in pairwise(chain):
                after.setdefault(first, set()).add(then)
        for start in self.chosen():
            seen, waiting = set(), list(after.get(start.pk, ()))
            while waiting:
                if (each := waiting.pop()) == start.pk:
                    return start.title
                if each not in seen:
                    seen.add(each)
                    waiting += after.get(each, ())
        return None

    def save(self, commit=True):
        bond = super().save(commit=False)
        bond.meeting = self.meeting
        return bond

    def _save_m2m(self):
        super()._save_m2m()
        bond_sessions(self.instance, self.chosen())


ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")

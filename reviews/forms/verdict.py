"""Decide on one proposal: the outcome, its words, and what some outcomes need beside them."""

from typing import Any

from django import forms
from django.db.models import Q

from people.models import Person
from proposals.lifecycle import Verb, transition
from proposals.models import Proposal
from rendering.fields import Line, Prose
from reviews.blindness.sight import PROPOSER, sight_of
from reviews.models import Decision, Outcome, Stage
from reviews.order import leaves_order
from reviews.verdict import Owed, misses
from workshops.forms.fields import MomentField, day_input

ROOM = 2
"""Empty conditions on a fresh page, and how many more each press on the button adds."""
MOST = 20

WORDS = {
    "to_proposer": forms.Textarea(attrs={"rows": 4}),
    "to_committee": forms.Textarea(attrs={"rows": 3}),
    "reason": forms.Textarea(attrs={"rows": 2}),
}


class OwnerField(forms.ModelChoiceField):
    """`unnamed` is the key of who proposes, where she who decides may not know her."""

    unnamed: int | None = None

    def label_from_instance(self, person: Person) -> str:
        return PROPOSER if person.pk == self.unnamed else str(person)


class ConditionForm(forms.Form):
    """One condition; left blank it says nothing."""

    text = Line(label="What has to be done", max_length=500, required=False)
    owner = OwnerField(Person.objects.none(), label="Who owes it", required=False)
    due_on = forms.DateField(label="By", required=False, widget=day_input())

    def __init__(self, *args: Any, people: Any, unnamed: int | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].unnamed, self.fields["owner"].queryset = unnamed, people

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("text"):
            for name, sentence in (("owner", "Say who owes it."), ("due_on", "Say by which day.")):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return data


def conditions_formset(
    data: Any, decision: Decision | None, people: Any, *, more: bool, unnamed: int | None
) -> forms.BaseFormSet:
    rows = decision.conditions.all() if decision else []
    initial = [{"text": row.text, "owner": row.owner_id, "due_on": row.due_on} for row in rows]
    if data is not None:
        data = with_room(data, ROOM if more else 0)
    factory = forms.formset_factory(ConditionForm, extra=ROOM, max_num=MOST, absolute_max=MOST)
    return factory(data, initial=initial, prefix="condition", form_kwargs={"people": people, "unnamed": unnamed})


def with_room(data: Any, more: int) -> Any:
    """What was typed, with that many more empty rows; a decision without any needs no word of them."""
    data = data.copy()
    typed = str(data.get("condition-TOTAL_FORMS") or 0)
    data["condition-TOTAL_FORMS"] = min(MOST, (int(typed) if typed.isdecimal() and len(typed) < 5 else 0) + more)
    data.setdefault("condition-INITIAL_FORMS", 0)
    return data


def owners_of(stage: Stage, proposal: Proposal, *, is_blind: bool) -> Any:
    """Who can owe a condition: the proposer, her faculty unless nobody is named here, and the committee."""
    named = Q(proposals=proposal)
    if not is_blind:
        named |= Q(pk__in=proposal.faculty.exclude(person=None).values("person"))
    rows = Person.objects.filter(named | Q(pk__in=stage.committee.seats.serving().people()))
    return rows.distinct().order_by("family_name", "given_name", "pk")


class DecisionForm(forms.ModelForm):
    """`conditions` are forms of their own below it."""

    to_proposer = Prose(
        label="Words for the letter",
        required=False,
        widget=WORDS["to_proposer"],
        help_text="They stand in the letter as you write them, and nothing is sent before it is released. For a "
        "revision each paragraph is a point to answer; for a merge both proposers read them.",
    )
    to_committee = Prose(
        label="Note for the committees",
        required=False,
        widget=WORDS["to_committee"],
        help_text="Read by this committee and those that follow, never by the proposers.",
    )
    reason = Prose(
        label="Why it leaves the order",
        required=False,
        widget=WORDS["reason"],
        help_text="Needed where you decide otherwise than the stage before recommended, or promote somebody out of "
        "turn. It is kept, and shown to the committees.",
    )
    revise_by_at = MomentField(label="Revised until", required=False)

    class Meta:
        model = Decision
        fields = ["outcome", "to_proposer", "revise_by_at", "merge_with", "to_committee", "reason"]
        widgets = {"outcome": forms.RadioSelect}
        labels = {"merge_with": "Becomes one with"}

    def __init__(self, data: Any = None, *, stage: Stage, proposal: Proposal, person: Any, outcomes: list[str], at):
        decision = stage.decisions.unreleased().shown_to(person).filter(proposal=proposal).first()
        super().__init__(data, instance=decision)
        self.stage, self.proposal, self.person, self.at = stage, proposal, person, at
        self.fields["outcome"].choices = [pair for pair in Outcome.choices if pair[0] in outcomes]
        self.fields["revise_by_at"].in_zone(stage.call.zone)
        self.fields["revise_by_at"].help_text = f"The clock of the call: {stage.call.zone_label}."
        others = stage.proposals_for(person).exclude(pk=proposal.pk).exclude(proposer=proposal.proposer_id)
        self.fields["merge_with"].queryset = others.filter(state__in=transition(Verb.MERGE, "in_review").sources)
        self.is_more = bool(data) and data.get("act") == "more"
        is_blind = sight_of(stage, person).hides_proposers(proposal.pk)
        people, unnamed = owners_of(stage, proposal, is_blind=is_blind), proposal.proposer_id if is_blind else None
        self.conditions = conditions_formset(data, decision, people, more=self.is_more, unnamed=unnamed)

    def is_valid(self) -> bool:
        """Each part is asked, so that all errors are told at once."""
        return all([self.conditions.is_valid(), super().is_valid()]) and not self.is_more

    @property
    def owed(self) -> list[Owed]:
        rows = [row.cleaned_data for row in self.conditions if row.is_valid()]
        return [Owed(row["text"], row["owner"], row["due_on"]) for row in rows if row.get("text")]

    @property
    def kept(self) -> dict[str, Any]:
        """For reviews.actions.deciding.decide."""
        return self.cleaned_data | {"conditions": self.owed}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        outcome = data.get("outcome")
        if not outcome:
            return data
        facts = {"revise_by_at": None, "merge_with": None, "to_proposer": ""} | data
        if self.conditions.is_valid() and (lacking := misses(facts, self.owed, self.at)):
            name, refusal = lacking
            self.add_error(name if name in self.fields else None, str(refusal))
        sentence = leaves_order(self.stage, self.proposal, outcome, self.person)
        if sentence and not data.get("reason"):
            self.add_error("reason", f"{sentence} Say why you decide otherwise.")
        return data

    def _post_clean(self) -> None:
        """The action writes; the model's own constraints are asked there."""

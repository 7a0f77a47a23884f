"""Set up an exercise, choose its method, name its people."""

from typing import Any

from django import forms

from outcomes.forms.lines import LinesField, groups_of, people_of, themes_of, yards_of
from outcomes.models import Exercise, Facilitator, FollowUp, Method
from people.models import Person
from proposals.lifecycle import State
from proposals.models import Proposal

USUAL = """Answerability; 1; Can it be answered, well and ethically?
Effectiveness; 1; Would what comes of it work?
Deliverability; 1; Could it be delivered, affordably and for long?
Burden reduction; 1; Could it reduce much of the burden?
Equity; 1; Would it reach those who are worst off?"""
"""The five criteria that the CHNRI guidelines recommend, in our words."""


class FoundForm(forms.ModelForm):
    class Meta:
        model = Exercise
        fields = ["title", "proposal", "method", "scope"]
        labels = {"proposal": "Agenda-setting session"}
        help_texts = {
            "proposal": "An accepted session of this meeting whose result is a list of priorities; or none.",
            "scope": "What is asked, of whom, for which years. Markdown.",
        }

    def __init__(self, *args: Any, meeting: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Proposal.objects.visible_to(person).filter(call__meeting=meeting, format__sets_agenda=True)
        accepted = rows.filter(state__in=[State.ACCEPTED, State.CONFIRMED], exercise__isnull=True)
        self.fields["proposal"].queryset = accepted
        self.fields["proposal"].empty_label = "None: an exercise of the meeting itself"


class DescribeForm(forms.ModelForm):
    class Meta:
        model = Exercise
        fields = ["title", "scope", "reading", "items_each", "names_authors"]
        labels = {"items_each": "Items that one person may suggest", "names_authors": "Show who suggested an item"}
        help_texts = {
            "scope": "Markdown.",
            "reading": "What to read before. Markdown.",
            "items_each": "0: as many as she likes.",
            "names_authors": "To who leads the exercise. Nobody else reads it.",
        }


class MethodForm(forms.ModelForm):
    groups = LinesField(label="Stakeholder groups", help_text="One a line, as “Patients and carers”.")
    criteria = LinesField(
        parts=3, label="Criteria of CHNRI", required=False, help_text="One a line: name; weight; question."
    )

    class Meta:
        model = Exercise
        fields = ["method", "consensus", "is_per_group", "blanks_count", "picks", "cap", "top", "quorum"]
        labels = {
            "consensus": "Consensus of a Delphi",
            "picks": "Items that one person ranks, or dots that she has",
            "cap": "Dots on one item, at most",
            "top": "Places above the line",
        }
        help_texts = {
            "top": "An item is contested when other people from the same crowd would move it over this line.",
            "quorum": "Of the people, so many have to answer for a result to have a quorum.",
        }
        widgets = {"method": forms.RadioSelect, "consensus": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.instance
        rows = kept.yardsticks.all()
        told = "\n".join(f"{row.name}; {row.weight.normalize():f}; {row.question}" for row in rows)
        self.initial["criteria"] = told or USUAL
        self.initial["groups"] = "\n".join(str(group) for group in kept.groups.all())

    def clean_groups(self) -> tuple[str, ...]:
        return groups_of(self.cleaned_data["groups"])

    def clean_criteria(self) -> Any:
        return yards_of(self.cleaned_data["criteria"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        criteria = data.get("criteria")
        if data.get("method") == Method.CHNRI and criteria is not None and not any(each.weight for each in criteria):
            self.add_error(
                "criteria", "CHNRI needs a criterion whose weight is above zero, else nothing would count."
            )
        return data


class PeopleForm(forms.Form):
    people = LinesField(
        parts=4,
        label="People who take part",
        help_text="One a line: name; e-mail; group; institution. No letter goes yet.",
    )

    def __init__(self, *args: Any, exercise: Exercise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {group.name.lower(): group for group in exercise.groups.all()}

    def clean_people(self) -> list[dict[str, Any]]:
        return people_of(self.cleaned_data["people"], self.groups)


class ThemesForm(forms.Form):
    themes = LinesField(
        parts=2,
        label="Themes",
        help_text="One a line: code; name. A theme may get another name: as long as its code stays, its items stay.",
    )

    def clean_themes(self) -> list[tuple[str, str]]:
        return themes_of(self.cleaned_data["themes"])


class FacilitatorForm(forms.Form):
    email = forms.EmailField(label="E-mail address of an account")
    role = forms.ChoiceField(label="Role", choices=Facilitator.Role.choices)

    def clean_email(self) -> Person:
        person = Person.objects.known(self.cleaned_data["email"])
        if person is None:
            raise forms.ValidationError("Nobody with this address has an account yet.")
        return person


class PublishForm(forms.Form):
    title = forms.CharField(label="Title", max_length=200)
    editors = LinesField(
        label="Editors", required=False, help_text="One a line, as “Okafor, Olga”: so they stand in citations."
    )
    summary = forms.CharField(
        label="Summary", required=False, max_length=20_000, widget=forms.Textarea, help_text="Markdown."
    )
    doi = forms.RegexField(
        r"^10\.\d{4,9}/[^\s{}<>\"]+$",
        label="DOI",
        required=False,
        max_length=120,
        help_text="As 10.1234/agenda.1, where the society has registered one.",
        error_messages={"invalid": "A DOI begins with 10., as 10.1234/agenda.1, without https://doi.org/."},
    )

    is_offered = forms.BooleanField(
        label="Proposals may name its priorities",
        required=False,
        help_text="Whoever proposes a workshop can say which of those above the line it serves.",
    )

    def clean_editors(self) -> list[str]:
        return [name for (name,) in self.cleaned_data["editors"]]


class FollowUpForm(forms.ModelForm):
    state = forms.ChoiceField(label="State", choices=FollowUp.State.choices, widget=forms.RadioSelect)

    class Meta:
        model = FollowUp
        fields = ["state", "actor", "evidence", "on", "note"]
        help_texts = {
            "actor": "The agency, funder or group.",
            "evidence": "The address of a call, a grant or a paper.",
        }
        widgets = {"on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Why", max_length=300, help_text="It is kept, and shown with what was done.")

"""The forms in which kinds of rules check their parameters."""

from typing import Any

from django import forms

from proposals.catalogue.regions import Grouping
from workshops.models import Call

WHO = {"chairs": "the chairs", "speakers": "the speakers", "all": "everybody named"}


def count(label: str, low: int = 1, high: int = 50, **given: Any) -> forms.IntegerField:
    return forms.IntegerField(min_value=low, max_value=high, label=label, **given)


def who(**named: str) -> forms.ChoiceField:
    """Whom a rule looks at."""
    choices = [(slug, words[:1].upper() + words[1:]) for slug, words in (named or WHO).items()]
    return forms.ChoiceField(choices=choices, label="Looks at")


class RangeForm(forms.Form):
    minimum = count("At least", low=0)
    maximum = count("At most", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        low, high = data.get("minimum"), data.get("maximum")
        if low is not None and high is not None and high < low:
            self.add_error("maximum", "At most cannot be less than at least.")
        return data


class MinimumForm(forms.Form):
    minimum = count("At least")


class WhoMinimumForm(forms.Form):
    minimum = count("At least")
    who = who()


class RegionsForm(forms.Form):
    minimum = count("At least so many regions", low=2, high=17)
    who = who()
    grouping = forms.ChoiceField(choices=Grouping.choices, label="The world is divided into")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        most = {Grouping.REGION: 5, Grouping.THREE: 3}.get(data.get("grouping"), 17)
        if data.get("minimum", 0) > most:
            self.add_error("minimum", f"This division has {most} regions.")
        return data


class PerInstitutionForm(forms.Form):
    maximum = count("At most so many of one institution")
    who = who()


class OverCallForm(forms.Form):
    maximum = count("At most, over the whole call", high=20, initial=1)


class RolesForm(OverCallForm):
    who = who()


class OrganizersForm(forms.Form):
    speak = forms.ChoiceField(
        choices=[("never", "give no talk"), ("always", "each give a talk")], label="Chairs of a workshop"
    )


class EditionsForm(forms.Form):
    maximum = count("Earlier editions, at most", low=0, high=20)
    years = count("In the last so many years", high=30)


class NoParams(forms.Form):
    """For a kind that has nothing to set."""


class MembershipForm(forms.Form):
    who = who(lead="the chair who leads", chairs="the chairs", all="everybody named")


class ToleranceForm(forms.Form):
    tolerance = count("Minutes it may differ", low=0, high=120, initial=0)


class ShareForm(forms.Form):
    percent = count("Per cent of the time, at least", high=100)


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
    """`question` is the address name of a prompt of the call, for one answer alone."""

    part = forms.ChoiceField(
        choices=[
            ("title", "Title"),
            ("summary", "Summary"),
            ("answers", "Every answer"),
            ("question", "The answer to one question"),
        ]
    )
    question = forms.SlugField(required=False, max_length=40, label="Which question")
    words = count("Words, at most", high=10_000)

    def suit(self, call: Call) -> None:
        asked = [(prompt.slug, prompt.label) for prompt in call.prompts.all()]
        self.fields["question"] = forms.ChoiceField(
            choices=[("", "None"), *asked],
            required=False,
            label="Which question",
            help_text="Only for the answer to one question.",
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("part") == "question" and not data.get("question") and "question" not in self.errors:
            self.add_error("question", "Choose the question whose answer is limited.")
        if data.get("part") != "question":
            data.pop("question", None)
        return data

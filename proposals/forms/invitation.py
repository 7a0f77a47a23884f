"""What somebody fills in by the secret link of her invitation."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from people.models.person import CareerStage
from proposals.actions.answering import Named, Stretch
from proposals.models import Invitation
from proposals.models.invitation import AvailabilityKind, RecordingUse
from workshops.forms.fields import MomentField

MOST_TIMES = 30


class AnswerForm(forms.Form):
    """`seen` is the state in which the page was shown. Who is signed in as somebody else says that she is meant."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    is_me = forms.BooleanField(required=False)

    def __init__(self, *args, invitation: Invitation, is_stranger: bool, **kwargs):
        kwargs["initial"] = {"seen": invitation.state}
        super().__init__(*args, **kwargs)
        if is_stranger:
            self.fields["is_me"].label = f"I am {invitation.name}, and this invitation is mine"
        else:
            del self.fields["is_me"]

    def clean_is_me(self) -> bool:
        if not self.cleaned_data["is_me"]:
            raise ValidationError(
                "You are signed in with another address than the one that was asked, so say that you are meant."
            )
        return True


class NoForm(AnswerForm):
    """A no, with a reason and with somebody else where she likes."""

    reason = forms.CharField(
        label="Why, if you like",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Read by those who propose the workshop, and by the society’s office.",
    )
    given_name = forms.CharField(label="Given name", max_length=100, required=False)
    family_name = forms.CharField(label="Family name", max_length=100, required=False)
    email = forms.EmailField(label="E-mail", max_length=254, required=False)
    note = forms.CharField(
        label="Why this person", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("seen", "is_me", "reason", "given_name", "family_name", "email", "note")

    def clean(self) -> None:
        super().clean()
        typed = self.cleaned_data
        if not any(typed.get(name) for name in ("given_name", "family_name", "email", "note")):
            return
        for name, sentence in (
            ("family_name", "Give the family name of the person you name."),
            ("email", "Give an e-mail address, so that the person can be asked."),
        ):
            if not typed.get(name) and name not in self.errors:
                self.add_error(name, sentence)

    def named(self) -> Named | None:
        typed = self.cleaned_data
        if not typed["family_name"]:
            return None
        return Named(typed["given_name"], typed["family_name"], typed["email"], typed["note"])


class ReplaceForm(forms.Form):
    """Whom those who write the proposal put in somebody's place."""

    given_name = forms.CharField(label="Given name", max_length=100, required=False)
    family_name = forms.CharField(label="Family name", max_length=100)
    email = forms.EmailField(label="E-mail", max_length=254)

    def named(self) -> Named:
        return Named(**self.cleaned_data)


class SubstituteForm(NoForm):
    """Somebody in her place, after she has said no."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["reason"]
        self.fields["family_name"].required = self.fields["email"].required = True


class DetailsForm(AnswerForm):
    """What the society counts, and what may be recorded; nothing of it is asked for."""

    country = forms.CharField(max_length=80, required=False, help_text="Where you work.")
    career_stage = forms.ChoiceField(choices=[("", "Not said"), *CareerStage.choices], required=False)

    def __init__(self, *args, invitation: Invitation, may_consent: bool = True, **kwargs):
        super().__init__(*args, invitation=invitation, **kwargs)
        self.initial |= {"country": invitation.country, "career_stage": invitation.career_stage}
        held = {each.use: each.is_given for each in invitation.consents.order_by("id")}
        for use in RecordingUse if may_consent else ():
            self.fields[use.value] = forms.ChoiceField(
                label=use.label,
                choices=[("yes", "Yes"), ("no", "No")],
                required=False,
                widget=forms.RadioSelect,
                initial={True: "yes", False: "no"}.get(held.get(use.value)),
            )

    @property
    def facts(self) -> list[Any]:
        return [self["country"], self["career_stage"]]

    @property
    def uses(self) -> list[Any]:
        return [self[use.value] for use in RecordingUse if use.value in self.fields]

    def consents(self) -> dict[str, bool]:
        """Those answered; what was left open is neither."""
        typed = {use.value: self.cleaned_data.get(use.value) for use in RecordingUse}
        return {use: answer == "yes" for use, answer in typed.items() if answer}


class StretchForm(forms.Form):
    kind = forms.ChoiceField(choices=AvailabilityKind.choices, label="What")
    starts_at = MomentField(label="From", required=False)
    ends_at = MomentField(label="Until", required=False)

    def __init__(self, *args, zone: str, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("starts_at", "ends_at"):
            self.fields[name].in_zone(zone)

    def clean(self) -> None:
        super().clean()
        starts_at, ends_at = self.cleaned_data.get("starts_at"), self.cleaned_data.get("ends_at")
        if bool(starts_at) != bool(ends_at) and not self.errors:
            self.add_error("ends_at" if starts_at else "starts_at", "Give both, from and until.")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", "This ends before it begins.")


class Times(BaseFormSet):
    """Her stretches of time, and blank rows to write more; a row that was emptied is gone."""

    def __init__(self, invitation: Invitation, data: Any = None):
        stored = invitation.availabilities.all()
        initial = [{"kind": each.kind, "starts_at": each.starts_at, "ends_at": each.ends_at} for each in stored]
        zone = invitation.proposal.call.meeting.zone
        super().__init__(data, initial=initial, prefix="times", form_kwargs={"zone": zone})

    def stretches(self) -> list[Stretch]:
        typed = [form.cleaned_data for form in self.forms]
        return [
            Stretch(each["kind"], each["starts_at"], each["ends_at"])
            for each in typed
            if each.get("starts_at") and each.get("ends_at")
        ]


TimesFormSet = formset_factory(
    StretchForm, formset=Times, extra=2, max_num=MOST_TIMES, absolute_max=MOST_TIMES + 5, validate_max=True
)

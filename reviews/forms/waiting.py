"""Filter the waiting list and the conditions; say why somebody is promoted out of turn."""

from datetime import date
from typing import Any

from django import forms

from rendering.fields import Prose
from workshops.models import Meeting


class WaitingFilter(forms.Form):
    format = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, stage: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["format"].choices = [("", "All formats"), *stage.call.formats.values_list("slug", "name")]

    def chosen(self, rows: Any) -> Any:
        wanted = self.cleaned_data["format"] if self.is_valid() else ""
        return rows.filter(proposal__format__slug=wanted) if wanted else rows


class PromoteForm(forms.Form):
    reason = Prose(label="Why it goes first", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class ConditionFilter(forms.Form):
    """In the address of the page of conditions."""

    q = forms.CharField(required=False, label="Words or title", widget=forms.SearchInput)
    state = forms.ChoiceField(
        required=False, choices=[("", "Open"), ("late", "Late"), ("done", "Done"), ("all", "Open and done")]
    )
    whose = forms.ChoiceField(required=False, choices=[("", "Owed by anybody"), ("mine", "Owed by me")])
    format = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any):
        super().__init__(*args, **kwargs)
        names = meeting.calls.values_list("formats__pk", "formats__name").exclude(formats=None)
        self.fields["format"].choices = [("", "All formats"), *names]

    def chosen(self, rows: Any, person: Any, today: date) -> Any:
        wanted = self.cleaned_data if self.is_valid() else {}
        if wanted.get("q"):
            rows = rows.matching(wanted["q"])
        if wanted.get("state") == "done":
            rows = rows.filter(done_at__isnull=False)
        elif wanted.get("state") != "all":
            rows = rows.open()
        if wanted.get("state") == "late":
            rows = rows.filter(due_on__lt=today)
        if wanted.get("whose"):
            rows = rows.filter(owner=person)
        return rows.filter(decision__proposal__format=wanted["format"]) if wanted.get("format") else rows

"""Name a proposal in a field, by its title or its code: a list to choose from would grow with the call."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from proposals.models import Proposal
from workshops.forms.fields import SuggestingInput

SUGGESTED = 60
"""So many are offered while one types, as long as there are no more; of part of them nobody could tell what lacks."""
NAMED = 6
"""So many are named where the words fit several."""


class ProposalField(forms.CharField):
    """Cleans to one of `rows`: the one with this code, or the only one whose handed-in title has these words."""

    widget = SuggestingInput
    default_error_messages = {"required": "Name a proposal: some words of its title, or its code."}

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("help_text", "Some words of the title, or the code.")
        super().__init__(max_length=300, **kwargs)
        self.rows = Proposal.objects.none()

    def among(self, rows: Any) -> None:
        self.rows = rows.as_handed_in().order_by("pk")
        few = self._told(self.rows, SUGGESTED + 1)
        self.widget.options = sorted(few) if len(few) <= SUGGESTED else ()

    def clean(self, value: Any) -> Proposal | None:
        text = super().clean(value)
        if not text:
            return None
        code = text.rpartition("(")[2].removesuffix(")").strip()
        found = self.rows.filter(code=code).first()
        return found or self._by_words(text)

    def _by_words(self, text: str) -> Proposal:
        rows = self.rows
        for word in re.findall(r"[\w-]+", text):
            rows = rows.filter(told_title__icontains=word)
        found = list(rows[: NAMED + 1])
        if not found:
            raise ValidationError(f"No proposal here has “{text}” in its title, or as its code.")
        if len(found) > 1:
            named = "; ".join(self._told(rows, NAMED)) + ("; and more" if len(found) > NAMED else "")
            raise ValidationError(f"These words fit several: {named}. Type more of the title, or the code.")
        return found[0]

    @staticmethod
    def _told(rows: Any, most: int) -> list[str]:
        return [f"{title} ({code})" for title, code in rows.values_list("told_title", "code")[:most]]

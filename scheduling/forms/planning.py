"""What a run of the planner is given, and which two runs are compared."""

import os

from django import forms

MOST_WORKERS = max(1, min(8, os.cpu_count() or 1))
"""Searches of one run: no more than the machine has processors."""


class PlanForm(forms.Form):
    """How long the planner looks, and how."""

    seconds = forms.IntegerField(
        min_value=2,
        max_value=1800,
        initial=30,
        help_text="At most half an hour. Longer finds better plans and better bounds.",
    )
    workers = forms.IntegerField(
        label="Searches side by side",
        min_value=1,
        max_value=MOST_WORKERS,
        initial=min(2, MOST_WORKERS),
        help_text=f"At most {MOST_WORKERS} on this machine. Only a single one can give the same plan again.",
    )
    seed = forms.IntegerField(
        min_value=0,
        max_value=2**31 - 1,
        initial=0,
        help_text="Any whole number. Another one searches in another order.",
    )


class CompareForm(forms.Form):
    """Two runs to be laid side by side."""

    one = forms.ChoiceField(label="One run")
    other = forms.ChoiceField(label="The other")

    def __init__(self, runs: list[tuple[int, str]], *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            self.fields[name].choices = runs

"""Form of the editor for the points of a revision: done or not, and how or why not."""

from collections.abc import Sequence
from typing import Any

from django import forms

from proposals.content import Content
from proposals.forms.texts import LONGEST, PartialForm
from proposals.models import Point
from proposals.revising.points import DID


class PointsForm(PartialForm):
    """Two fields for each point; nothing is required while one writes."""

    def __init__(self, content: Content, points: Sequence[Point], **kwargs):
        super().__init__(initial=dict(content.replies), prefix="reply", **kwargs)
        self.points = list(points)
        for point in self.points:
            self.fields[f"{point.code}-did"] = forms.ChoiceField(
                choices=list(DID.items()), widget=forms.RadioSelect, required=False, label="Is it done?"
            )
            self.fields[point.code] = forms.CharField(
                widget=forms.Textarea(attrs={"rows": 4}), max_length=LONGEST, required=False, label="How, or why not"
            )

    def changes(self) -> dict[str, Any]:
        return {"replies": self.sound()}

    def groups(self) -> list[tuple[str, list[Any]]]:
        """Each point with its two fields."""
        return [
            (f"{place}. {point}", [self[f"{point.code}-did"], self[point.code]])
            for place, point in enumerate(self.points, start=1)
        ]

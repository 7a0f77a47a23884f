"""A remark in the discussion of a proposal."""

from django import forms

from rendering.fields import Prose

LONGEST = 10_000


class RemarkForm(forms.Form):
    text = Prose(
        label="Your remark",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Read by those who lead this stage, decide in it, or have handed in their review. Markdown.",
        error_messages={"required": "Write something first."},
    )

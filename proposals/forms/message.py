"""A message between the chairs and the office."""

from django import forms

from rendering.fields import Prose

LONGEST = 10_000


class MessageForm(forms.Form):
    text = Prose(
        label="Your message",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="You can use Markdown. It cannot be changed once it is sent; for ten minutes you can take it back.",
        error_messages={"required": "Write something first."},
    )

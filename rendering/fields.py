"""Form fields that make what people type plain at the door: what is stored is what every rendition says."""

from django import forms

from rendering.text import one_line, plain


class Line(forms.CharField):
    """Words on one line: runs of blanks and line breaks become one blank, control characters go."""

    def to_python(self, value):
        words = super().to_python(value)
        return one_line(words) if isinstance(words, str) else words


class Prose(forms.CharField):
    """Text of any length: line breaks of every kind become `\\n`, control characters go."""

    def to_python(self, value):
        words = super().to_python(value)
        return plain(words).strip() if isinstance(words, str) else words

"""A field for the words beside a scale."""

from typing import Any

from django import forms


class AnchorsField(forms.CharField):
    """Lines such as `5 = exceptional` become {"5": "exceptional"}; whether 5 is on the scale the form looks up."""

    widget = forms.Textarea(attrs={"rows": 5})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        lines = sorted(value.items(), key=lambda pair: -int(pair[0]))
        return "\n".join(f"{number} = {words}" for number, words in lines)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, dict):
            return value
        anchors = {}
        for line in filter(None, map(str.strip, (value or "").splitlines())):
            number, sign, words = (part.strip() for part in line.partition("="))
            if not sign or not words or not number.lstrip("-").isdecimal():
                raise forms.ValidationError(f"“{line}” is not of the form 5 = exceptional.")
            anchors[str(int(number))] = words
        return anchors

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return (initial or {}) != self.to_python(data)
        except forms.ValidationError:
            return True

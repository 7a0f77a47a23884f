"""What the forms of a meeting's schedule are made of."""

from django import forms

from workshops.models import Meeting

MOMENT = "%Y-%m-%dT%H:%M"


class Moment(forms.DateTimeField):
    """A date and a clock time in the active zone; hours that the clocks skip or repeat are refused by Django."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)

    def __init__(self, **kwargs):
        super().__init__(input_formats=[MOMENT, "%Y-%m-%d %H:%M"], **kwargs)


class Words(forms.CharField):
    """A list of plain words, separated by commas."""

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value):
        return list(dict.fromkeys(word.strip().lower() for word in super().clean(value).split(",") if word.strip()))


class OfMeeting(forms.ModelForm):
    """A form for a thing of one meeting; `meeting` is set on new ones."""

    def __init__(self, meeting: Meeting, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.prepare()

    def prepare(self):
        """Narrow the choices to the meeting's."""

    def _check_order(self):
        starts, ends = (self.cleaned_data.get(name) for name in ("starts_at", "ends_at"))
        if starts and ends and ends <= starts:
            self.add_error("ends_at", "It has to end after it starts.")

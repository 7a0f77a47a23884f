"""Forms of what attendees do and what staff keep of them."""

from collections.abc import Mapping, Sequence

from django import forms
from django.core import signing

from people.models import Person
from program.attending.registrants import Line, packed
from program.engine.feedback import Question
from program.models import AttendeeRules
from rendering.sheet_reading import MOST_BYTES, MOST_ROWS, NotATable, table_in

WORDS = {1: "1, not at all", 5: "5, very"}
SALT = "program.registrants"
MOST_REGISTRANTS = 60_000


class FindForm(forms.Form):
    """The row above a list; it lives in the address."""

    q = forms.CharField(label="Name or e-mail", required=False, max_length=100, widget=forms.SearchInput)


class FindSessionForm(forms.Form):
    q = forms.CharField(label="Title", required=False, max_length=100, widget=forms.SearchInput)


class PlacesForm(forms.Form):
    places = forms.IntegerField(
        label="Places",
        required=False,
        min_value=1,
        max_value=100_000,
        help_text="Leave it empty for as many as the session's room holds in the public program.",
    )


class PersonForm(forms.Form):
    """Somebody by her address; with a name where nobody is known by it."""

    email = forms.EmailField(label="E-mail")
    given_name = forms.CharField(max_length=100, required=False, label="Given name")
    family_name = forms.CharField(
        max_length=100, required=False, label="Family name", help_text="Only for an address that is new here."
    )

    def clean(self):
        data = super().clean() or {}
        is_known = not data.get("email") or Person.objects.known(data["email"])
        if not is_known and not (data.get("given_name") and data.get("family_name")):
            self.add_error("family_name", "Nobody is known by this address yet: write her name too.")
        return data

    def person(self) -> Person:
        """Known by the address, or welcomed with it."""
        said = self.cleaned_data
        names = {"given_name": said["given_name"], "family_name": said["family_name"]}
        return Person.objects.welcome(said["email"], **names)[0]


class AddForm(PersonForm):
    despite = forms.BooleanField(
        label="Give her a place even where none is left",
        required=False,
        help_text="Else she waits at the end of the list where none is left.",
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Why", max_length=300, help_text="She reads it in the letter that tells her.")


class AttendeeRulesForm(forms.ModelForm):
    class Meta:
        model = AttendeeRules
        fields = (
            "registrants_only",
            "code_minutes_before",
            "code_minutes_after",
            "minutes_per_credit",
            "credit_step",
            "credits_round_down",
            "credit_name",
            "certificate_text",
            "feedback_days",
            "feedback_questions",
        )


def read_sheet(form: forms.Form, data: dict, most_rows: int) -> None:
    """Puts the rows of the chosen file, or of the pasted text, beside what the form said."""
    file, text, data["rows"] = data.get("file"), data.get("text", ""), []
    try:
        if file is not None and file.size > MOST_BYTES:
            raise NotATable("The file is larger than 5 MB. Save the list alone, in a file of its own.")
        if file is not None or text.strip():
            data["rows"] = table_in(file.read() if file is not None else text.encode(), most_rows=most_rows)
    except NotATable as fault:
        form.add_error("file", str(fault))


class RegistrantsForm(forms.Form):
    """A sheet, or its text pasted; `rows` are what was read."""

    file = forms.FileField(
        required=False, label="CSV or XLSX file", widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"})
    )
    text = forms.CharField(
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Or paste it",
        help_text="The first line names the columns.",
    )
    act = forms.ChoiceField(
        label="The list that is here",
        choices=[("add", "stays, and these are added"), ("replace", "is replaced by these")],
        widget=forms.RadioSelect,
        initial="add",
    )

    def clean(self):
        data = super().clean() or {}
        read_sheet(self, data, MOST_REGISTRANTS)
        if not data["rows"] and not self.errors:
            self.add_error("file", "Choose a file, or paste the list.")
        return data


class HeldForm(forms.Form):
    """What the page before showed, signed, so that exactly that is kept: lines, and whether they replace."""

    held = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, person: Person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_held(self) -> tuple[list[Line], bool]:
        try:
            lines, replace = signing.loads(
                self.cleaned_data["held"], salt=f"{SALT}.{self.person.pk}", max_age=24 * 60 * 60
            )
        except signing.BadSignature:
            raise forms.ValidationError("Choose the list again: this page is older than a day.") from None
        return [Line(*line) for line in lines], replace


def held(lines: Sequence[Line], replace: bool, person: Person) -> str:
    return signing.dumps([packed(lines), replace], salt=f"{SALT}.{person.pk}", compress=True)


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code on the screen",
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )


class NotedForm(forms.Form):
    """Besides the ticks: for staff a sheet of addresses, and the reason where the list is closed."""

    file = forms.FileField(
        required=False, label="CSV or XLSX file", widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"})
    )
    text = forms.CharField(
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Or paste addresses",
        help_text="The first line is “email”.",
    )
    reason = forms.CharField(
        required=False, max_length=300, label="Why so late", help_text="Only once the list is closed."
    )

    def __init__(self, *args, is_staff: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_staff:
            for name in list(self.fields):
                del self.fields[name]

    def clean(self):
        data = super().clean() or {}
        data.setdefault("reason", "")
        read_sheet(self, data, MOST_ROWS)
        return data


class NumberForm(forms.Form):
    number = forms.RegexField(
        r"^[0-9a-zA-Z]{4}(-?[0-9a-zA-Z]{4}){2}$",
        label="Number",
        max_length=20,
        help_text="Three groups of four letters and digits.",
        error_messages={"invalid": "A number has three groups of four letters and digits, such as k7m2-9xqa-3hjp."},
    )

    def clean_number(self) -> str:
        letters = self.cleaned_data["number"].lower().replace("-", "")
        return "-".join(letters[start : start + 4] for start in (0, 4, 8))


class FeedbackForm(forms.Form):
    """A field for each question of the meeting, none of which has to be answered."""

    def __init__(self, *args, questions: Sequence[Question], answers: Mapping[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = questions
        for number, each in enumerate(questions):
            begun = {"label": each.label, "required": False, "initial": answers.get(each.label, "")}
            if each.is_rating:
                marks = [("", "no mark"), *((str(mark), WORDS.get(mark, str(mark))) for mark in range(1, 6))]
                field = forms.ChoiceField(choices=marks, widget=forms.RadioSelect, **begun)
            else:
                field = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), **begun)
            self.fields[f"q{number}"] = field

    def answers(self) -> dict[str, str]:
        return {each.label: self.cleaned_data[f"q{number}"] for number, each in enumerate(self.questions)}

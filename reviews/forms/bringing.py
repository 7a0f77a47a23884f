"""A sheet of reviews sent back: the file first, then the word that what it would change is meant."""

from typing import Any

from django import forms
from django.core import signing

from rendering.sheet_reading import MOST_BYTES, NotATable, Read, table_in

SALT = "reviews.bringing"


class SheetForm(forms.Form):
    file = forms.FileField(
        label="The sheet",
        help_text="CSV or XLSX, as you took it down. An empty cell changes nothing.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean_file(self) -> list[list[Read]]:
        file = self.cleaned_data["file"]
        try:
            if file.size > MOST_BYTES:
                raise NotATable("The file is larger than 5 MB, which no sheet of reviews is. Choose another.")
            return table_in(file.read())
        except NotATable as fault:
            raise forms.ValidationError(str(fault)) from None


class MeantForm(forms.Form):
    """`held` is what the page showed, signed, so that exactly that is kept."""

    held = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_held(self) -> list[dict[str, Any]]:
        try:
            return signing.loads(self.cleaned_data["held"], salt=f"{SALT}.{self.person.pk}", max_age=24 * 60 * 60)
        except signing.BadSignature:
            raise forms.ValidationError("Choose the sheet again: this page is older than a day.") from None


def held(rows: list[dict[str, Any]], person: Any) -> str:
    return signing.dumps(rows, salt=f"{SALT}.{person.pk}", compress=True)

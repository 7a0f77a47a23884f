"""Forms that the gallery shows; nothing is kept of what is typed there."""

from django import forms


class SampleForm(forms.Form):
    title = forms.CharField(help_text="As it will stand in the program; no more than 120 characters.", max_length=120)
    summary = forms.CharField(widget=forms.Textarea, required=False, help_text="For readers outside your field.")
    minutes = forms.IntegerField(min_value=5)
    email = forms.EmailField(label="E-mail address of a co-chair")
    kind = forms.ChoiceField(
        label="Format", choices=[("fsw", "Friday Scientific Workshop"), ("ags", "Agenda-setting session")]
    )
    role = forms.ChoiceField(
        label="Your role",
        widget=forms.RadioSelect,
        choices=[("chair", "Chair"), ("speaker", "Speaker")],
        help_text="One of them.",
    )
    days = forms.MultipleChoiceField(
        label="Days you can come",
        widget=forms.CheckboxSelectMultiple,
        choices=[("fri", "Friday"), ("sat", "Saturday")],
        required=False,
    )
    starts_at = forms.SplitDateTimeField(
        label="Starts",
        required=False,
        widget=forms.SplitDateTimeWidget(
            date_attrs={"type": "date", "aria-label": "Day"}, time_attrs={"type": "time", "aria-label": "Hour"}
        ),
    )
    paper = forms.FileField(label="A figure", required=False, help_text="PNG or JPEG, at most 2 MB.")
    agree = forms.BooleanField(
        label="The faculty named here have agreed to be named", help_text="They will be asked again."
    )
    fixed = forms.CharField(label="Proposal number", disabled=True, initial="FSW-27-014", required=False)


class FilterForm(forms.Form):
    q = forms.CharField(label="Words", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    topic = forms.ChoiceField(required=False, choices=[("", "Every topic"), ("gene", "Gene therapy")])
    state = forms.ChoiceField(required=False, choices=[("", "Every state"), ("draft", "Draft")])

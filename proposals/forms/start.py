"""Begin a proposal: which format, and from nothing or from an earlier one."""

from django import forms

from proposals.models import Proposal
from workshops.models import Call, Format


class StartForm(forms.Form):
    format = forms.ModelChoiceField(
        Format.objects.none(), widget=forms.RadioSelect, empty_label=None, to_field_name="slug", label="Format"
    )
    earlier = forms.ModelChoiceField(
        Proposal.objects.none(),
        required=False,
        empty_label="Nothing: an empty page",
        to_field_name="code",
        label="Start from",
        help_text="An earlier proposal of yours is copied; it stays as it is.",
    )

    def __init__(self, call: Call, person, *args, **kwargs):
        super().__init__(*args, **kwargs)
        formats = call.formats.all()
        self.fields["format"].queryset = formats
        self.fields["format"].label_from_instance = lambda form: f"{form.name}, {form.minutes} minutes"
        self.fields["format"].initial = formats[0].slug if len(formats) == 1 else None
        hers = Proposal.objects.filter(proposer=person.pk).select_related("call__meeting").order_by("-saved_at")
        self.fields["earlier"].queryset = hers
        self.fields["earlier"].label_from_instance = lambda each: f"{each} ({each.call.meeting})"
        if not hers:
            del self.fields["earlier"]

"""The sentence that goes with a verb."""

from django import forms

from proposals.lifecycle import Verb
from proposals.rules import NEED_REASON

LABELS = {
    Verb.RETURN: ("What has to be completed?", "The proposer reads this sentence in a letter."),
    Verb.TURN_AWAY: ("Why is it out of scope?", "The proposer reads this sentence in a letter."),
    Verb.REINSTATE: ("Why is it reinstated?", "The proposer reads this sentence."),
    Verb.CANCEL: ("Why is it cancelled?", "The proposer reads this sentence."),
    Verb.WITHDRAW: ("Why?", "You need not say."),
}


class ReasonForm(forms.Form):
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)

    def __init__(self, verb: Verb, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label, self.fields["reason"].help_text = LABELS[verb]
        self.fields["reason"].required = verb in NEED_REASON

"""What staff look for among a call's proposals; it lives in the address."""

from django import forms
from django.db.models import Exists, OuterRef, Q

from proposals.hiding import not_hidden
from proposals.lifecycle import State
from proposals.models import Message
from workshops.models import Call

ORDERS = {
    "newest": ("Newest first", ["-submitted_at", "-first_submitted_at", "id"]),
    "oldest": ("Oldest first", ["first_submitted_at", "id"]),
    "title": ("Title", ["title", "id"]),
    "state": ("State", ["state", "title", "id"]),
    "proposer": ("Proposer", ["proposer__family_name", "proposer__given_name", "id"]),
}


class FilterForm(forms.Form):
    q = forms.CharField(
        required=False, max_length=100, label="Search", widget=forms.TextInput(attrs={"type": "search"})
    )
    state = forms.ChoiceField(
        choices=[("", "Any state"), *(pair for pair in State.choices if pair[0] != State.JOINT)], required=False
    )
    format = forms.ChoiceField(required=False)
    topic = forms.ChoiceField(required=False)
    messages = forms.ChoiceField(choices=[("", "Any"), ("waiting", "Wait for an answer")], required=False)
    order = forms.ChoiceField(
        choices=[(key, label) for key, (label, _) in ORDERS.items()], required=False, label="Order"
    )

    def __init__(self, call: Call, data, person):
        super().__init__(data)
        self.person = person
        self.fields["format"].choices = [("", "Any format"), *call.formats.values_list("slug", "name")]
        self.fields["topic"].choices = [("", "Any topic"), *call.meeting.topics.values_list("slug", "name")]

    @property
    def wanted(self) -> dict[str, str]:
        """What is asked for; a choice that does not exist asks for nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def applied(self, proposals):
        wanted = self.wanted
        if "q" in wanted:
            proposals = proposals.as_handed_in().filter(_mentions(wanted["q"]))
        if "state" in wanted:
            proposals = proposals.filter(state=wanted["state"])
        if "format" in wanted:
            proposals = proposals.filter(format__slug=wanted["format"])
        if "topic" in wanted:
            proposals = proposals.filter(topics__slug=wanted["topic"])
        if "messages" in wanted:
            waiting = Message.objects.waiting().filter(proposal=OuterRef("pk"))
            proposals = proposals.filter(not_hidden(self.person), Exists(waiting))
        _, order = ORDERS.get(wanted.get("order", ""), ORDERS["newest"])
        return proposals.distinct().order_by(*order)


def _mentions(words: str) -> Q:
    """Every word somewhere in the title, the summary or a name."""
    found = Q()
    for word in words.split()[:8]:
        found &= (
            Q(told_title__icontains=word)
            | Q(told_summary__icontains=word)
            | Q(proposer__family_name__icontains=word)
            | Q(proposer__given_name__icontains=word)
            | Q(faculty__family_name__icontains=word)
        )
    return found

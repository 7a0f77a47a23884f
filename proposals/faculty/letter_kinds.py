"""The letters around invitations to take part; a society may word each of them anew."""

from typing import Any

from django.db.models import Q

from letters.kinds import register
from proposals.hiding import hidden_from, keys_of
from proposals.models import Invitation, Proposal

SAMPLE = {
    "name": "Felix Fuchs",
    "chair": "Paula Perez",
    "role": "speaker",
    "title": "Clots and cancer",
    "format": "Friday Scientific Workshop",
    "meeting": "Annual Meeting 2027",
    "dates": "10–13 December 2027",
    "reply_by": "15 March 2027",
    "link": "https://meetings.example/invitations/k7m2p4qxk7m2p4qxk7m2p4qx/",
}
TO_CHAIR = {
    "name": "Paula Perez",
    "faculty": "Felix Fuchs",
    "role": "speaker",
    "title": "Clots and cancer",
    "meeting": "Annual Meeting 2027",
    "link": "https://meetings.example/proposals/k7m2p4qx/faculty/",
}


def hidden_letters(person: Any) -> list[str]:
    """Keys of what these letters are about and this person may not see: nobody but its writers knows of a draft."""
    hidden = Q(first_submitted_at=None) & ~Q(pk__in=Proposal.objects.order_by().of(person).values("pk"))
    hidden |= Q(pk__in=hidden_from(person))
    rows = Proposal.objects.order_by().filter(hidden).values_list("pk", "invitations__pk")
    proposals, invitations = {pk for pk, _ in rows}, [pk for _, pk in rows if pk]
    return [*keys_of(Proposal, proposals), *keys_of(Invitation, invitations)]


register(
    "proposals.faculty_asked",
    "Invitation to take part in a workshop",
    placeholders=SAMPLE,
    subject="Will you take part in “{{title}}”?",
    body="""Dear {{name}},

{{chair}} asks you to take part, as {{role}}, in “{{title}}”, a {{format}} proposed for {{meeting}} ({{dates}}).

Please answer by {{reply_by}}. You need no account and no password: the link is yours alone, so keep it to yourself.
You can change your answer later by the same link.

[Read more and answer]({{link}})
""",
    hides=hidden_letters,
)

register(
    "proposals.faculty_reminded",
    "Reminder of an invitation to take part",
    placeholders=SAMPLE,
    subject="“{{title}}”: please answer by {{reply_by}}",
    body="""Dear {{name}},

{{chair}} asked you to take part, as {{role}}, in “{{title}}”, a {{format}} proposed for {{meeting}} ({{dates}}), and
hopes for your answer by {{reply_by}}. A no is an answer, too: it gives time to ask somebody else.

[Read more and answer]({{link}})
""",
    hides=hidden_letters,
)

register(
    "proposals.faculty_withdrawn",
    "Invitation to take part withdrawn",
    placeholders={name: SAMPLE[name] for name in ("name", "chair", "title", "meeting")},
    subject="You are no longer asked to take part in “{{title}}”",
    body="""Dear {{name}},

{{chair}} has withdrawn the invitation to take part in “{{title}}”, which is proposed for {{meeting}}. You need not do
anything. If this surprises you, please ask {{chair}}.
""",
    hides=hidden_letters,
)

register(
    "proposals.substitute_named",
    "Somebody named in the place of an invited person",
    placeholders=TO_CHAIR | {"substitute": "Nia New"},
    subject="{{faculty}} names {{substitute}} for “{{title}}”",
    body="""Dear {{name}},

{{faculty}}, whom you asked as {{role}} of “{{title}}” for {{meeting}}, cannot take part and names {{substitute}}
instead. Nothing has changed yet: you choose whether to take {{substitute}} in.

[See who takes part]({{link}})
""",
    hides=hidden_letters,
)

register(
    "proposals.below_promise",
    "An accepted workshop loses somebody it promised",
    placeholders=TO_CHAIR | {"answer": "dropped out", "confirmed": "4 of 5 confirmed"},
    subject="“{{title}}”: {{faculty}} {{answer}}",
    body="""Dear {{name}},

{{faculty}}, named as {{role}} of “{{title}}” for {{meeting}}, {{answer}}. The workshop was accepted with {{faculty}},
and now has {{confirmed}}. Please find somebody else; the society's office knows of it as well.

[See who takes part]({{link}})
""",
    hides=hidden_letters,
)

register(
    "proposals.invited",
    "Invitation to propose",
    placeholders={
        "name": "Nia New",
        "call": "Call for workshops",
        "meeting": "Annual Meeting 2027",
        "deadline": "31 March 2027, 23:59 PDT, America/Los Angeles",
        "note": "Your session of last year was the talk of the meeting.",
        "link": "https://meetings.example/annual-2027/calls/workshops/",
    },
    subject="Will you propose something for {{meeting}}?",
    body="""Dear {{name}},

we would be glad if you proposed something for {{meeting}}, in our {{call}}. It is open until {{deadline}}.

{{note}}

[Read the call and begin]({{link}})
""",
)

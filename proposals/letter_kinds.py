"""The letters a proposal's own verbs write; a society may word each of them anew."""

from letters.kinds import register

SAMPLE = {
    "name": "Paula Perez",
    "title": "Clots and cancer",
    "call": "Call for workshops",
    "meeting": "Annual Meeting 2027",
    "link": "https://meetings.example/proposals/k7m2p4qx/",
}
WITH_REASON = SAMPLE | {"reason": "Please name a second chair."}

register(
    "proposals.received",
    "Proposal received",
    placeholders=SAMPLE | {"code": "k7m2p4qx", "deadline": "31 March 2027, 23:59 America/Los_Angeles"},
    subject="We have your proposal “{{title}}”",
    body="""Dear {{name}},

we have received your proposal “{{title}}” for {{meeting}} ({{call}}). Its number is {{code}}.

You can take it back and change it until {{deadline}}. After that the committee reads it as it is.

[See your proposal]({{link}})
""",
)

register(
    "proposals.returned",
    "Proposal returned for completion",
    placeholders=WITH_REASON | {"deadline": "31 March 2027, 23:59 America/Los_Angeles"},
    subject="Please complete your proposal “{{title}}”",
    body="""Dear {{name}},

your proposal “{{title}}” for {{meeting}} is not complete yet, so we have given it back to you:

{{reason}}

Please submit it again before {{deadline}}. What is not submitted by then is not considered.

[Complete your proposal]({{link}})
""",
)

register(
    "proposals.turned_away",
    "Proposal turned away",
    placeholders=WITH_REASON,
    subject="Your proposal “{{title}}”",
    body="""Dear {{name}},

thank you for your proposal “{{title}}” for {{meeting}}. We cannot consider it in this call ({{call}}):

{{reason}}

[See your proposal]({{link}})
""",
)

register(
    "proposals.withdrawn",
    "Proposal withdrawn",
    placeholders=SAMPLE,
    subject="Your proposal “{{title}}” is withdrawn",
    body="""Dear {{name}},

you have withdrawn your proposal “{{title}}” for {{meeting}} ({{call}}). If that was a mistake, answer this letter:
the office can bring it back.

[See your proposal]({{link}})
""",
)

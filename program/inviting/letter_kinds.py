"""The letters that carry calendar invitations, held until staff let them go."""

from letters.invitees.telling import let_go
from letters.kinds import register

SAMPLE = {
    "name": "Felix Fuchs",
    "session": "Iron and infection",
    "meeting": "Annual Meeting 2027",
    "role": "Speaker",
    "when": "Friday, 10 December 2027, 13:00 EST, America/New York",
    "place": "Hall Z, Congress Centre, Orlando",
    "before": "Friday, 10 December 2027, 11:00 EST, America/New York, Hall B, Congress Centre, Orlando",
    "link": "https://meetings.example/annual-2027/sessions/k7m2/",
    "calendar": "https://meetings.example/calendar/",
}
LAST = """
Your sessions, and how to get no more of these letters: [your calendar]({{calendar}}).
"""

register(
    "program.invited",
    "Calendar invitation to a session",
    placeholders={name: sample for name, sample in SAMPLE.items() if name != "before"},
    subject="{{session}}: {{when}}",
    body="""Dear {{name}},

you take part in *{{session}}* at {{meeting}}, as {{role}}. It is on {{when}}, in {{place}}.

This letter puts it into your calendar, and later ones follow every change. Where your mail program offers yes,
perhaps and no, please answer: we then know who comes.

[The session in the program]({{link}})
"""
    + LAST,
    when_released=let_go,
)

register(
    "program.moved",
    "A session has moved, to those who were invited",
    placeholders=SAMPLE,
    subject="Changed: {{session}}, now {{when}}",
    body="""Dear {{name}},

*{{session}}* at {{meeting}}, in which you take part as {{role}}, has changed. It is now on {{when}}, in {{place}}.
It was to be on {{before}}.

This letter puts it right in your calendar. If its time is another one, please answer once more.

[The session in the program]({{link}})
"""
    + LAST,
    when_released=let_go,
)

register(
    "program.called_off",
    "A session is cancelled, to those who were invited",
    placeholders=SAMPLE,
    subject="Cancelled: {{session}}",
    body="""Dear {{name}},

*{{session}}* at {{meeting}}, in which you were to take part as {{role}}, is cancelled. It was to be on {{before}}.

This letter takes it out of your calendar.
"""
    + LAST,
    when_released=let_go,
)

register(
    "program.dropped",
    "Somebody takes part in a session no more",
    placeholders={name: sample for name, sample in SAMPLE.items() if name != "role"},
    subject="You are no longer in {{session}}",
    body="""Dear {{name}},

the program of {{meeting}} no longer names you in *{{session}}*, which was to be on {{before}}. This letter takes it
out of your calendar. If this surprises you, please write to us.
"""
    + LAST,
    when_released=let_go,
)

"""The letter about changes in starred sessions, which goes at once."""

from letters.kinds import register

CHANGED = "program.starred"

register(
    CHANGED,
    "Changes in sessions that somebody starred",
    placeholders={
        "name": "Ada Adeyemi",
        "meeting": "Annual Meeting 2027",
        "what": "2 sessions that you starred",
        "number": "3",
        "changes": "“Iron and infection”: Moved from Fri 10 Dec 13:00, Hall A to Sat 11 Dec 13:00, Hall B.\n\n"
        "“Clots and cancer”: Cancelled; it was Fri 10 Dec 15:00, Hall A.",
        "zone": "America/New York",
        "agenda": "https://meetings.example/annual-2027/agenda/",
        "stop": "https://meetings.example/agenda/17-3~k7m2p9/letters/",
    },
    subject="Changed: {{what}}, {{meeting}}",
    body="""Dear {{name}},

there is a new program of {{meeting}}, number {{number}}. It changes {{what}}:

{{changes}}

All times are those of {{zone}}. A calendar that you subscribed to follows by itself, at the latest within a day.

[Your agenda]({{agenda}})

You get this letter because of your stars. [No more letters about changes of this meeting]({{stop}})
""",
)

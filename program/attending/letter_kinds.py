"""What people are told about the places they asked for. These go at once: a place may be free for a short while."""

from letters.kinds import register

SAMPLE = {
    "name": "Ada Adeyemi",
    "session": "Reading a bone marrow in one hour",
    "meeting": "Annual Meeting 2027",
    "when": "Friday, 10 December 2027, 13:00 EST, America/New York",
    "place": "Hall Z",
    "link": "https://meetings.example/annual-2027/sessions/k7m2/places/",
}

register(
    "program.place_found",
    "A place in a session with limited places",
    placeholders=SAMPLE,
    subject="You have a place: {{session}}",
    body="""Dear {{name}},

you now have a place in *{{session}}* at {{meeting}}: {{when}}, {{place}}.

If you cannot come, please give it back, so that the next one on the list gets it: [your place]({{link}})
""",
)

register(
    "program.place_lost",
    "The society's office took somebody off a session's list",
    placeholders=SAMPLE | {"reason": "The session is for trainees."},
    subject="You are no longer signed up: {{session}}",
    body="""Dear {{name}},

the society's office has taken you off the list of *{{session}}* at {{meeting}} ({{when}}). The reason given is:

{{reason}}

[The session]({{link}})
""",
)

register(
    "program.places_gone",
    "A session with limited places is cancelled, to those who signed up",
    placeholders=SAMPLE | {"reason": "The chair is ill."},
    subject="Cancelled: {{session}}",
    body="""Dear {{name}},

*{{session}}* at {{meeting}}, for which you signed up, does not take place. It was to be on {{when}}, in {{place}}.

{{reason}}

[The session]({{link}})
""",
)

register(
    "program.feedback",
    "What feedback on a session came to, to who chairs it",
    placeholders={
        "name": "Chen Wei",
        "session": "Iron and infection",
        "meeting": "Annual Meeting 2027",
        "answers": "23",
        "marks": "How useful was this session to you? 4.3 of 5.",
        "link": "https://meetings.example/annual-2027/sessions/k7m2/feedback/summary/",
    },
    subject="Feedback on {{session}}",
    body="""Dear {{name}},

{{answers}} people told what they thought of *{{session}}* at {{meeting}}. {{marks}}

[All that they wrote, without names]({{link}})
""",
)

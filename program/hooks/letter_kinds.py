"""The letter to staff about a webhook that nobody takes messages at, which goes at once."""

from letters.kinds import register

DISABLED = "program.webhook_off"

register(
    DISABLED,
    "A webhook was turned off",
    placeholders={
        "name": "Olga Okafor",
        "meeting": "Annual Meeting 2027",
        "address": "hospital.example/convoke",
        "fault": "It answered 500.",
        "link": "https://meetings.example/annual-2027/webhooks/",
    },
    subject="{{meeting}}: a webhook was turned off",
    body="""Dear {{name}},

the system at {{address}} is told of each release of {{meeting}}, and did not take the message for three days, or
asked for no more. The last that came of it: {{fault}}

It is told nothing now, until you turn it on again.

[The webhooks of the meeting]({{link}})
""",
)

"""Kinds of letters to groups. The subject and the words are typed for each; what stands round them is a template."""

from functools import partial

from letters.kinds import register
from reviews.letter_kinds import hidden_letters

SAMPLE = {
    "name": "Paula Perez",
    "meeting": "Annual Meeting 2027",
    "about": "A word on the program",
    "words": "The program is complete, and appears next week.",
    "link": "https://meetings.example/proposals/k7m2/",
}
PROPOSAL = SAMPLE | {"title": "Clots and cancer"}
register_hidden = partial(register, hides=hidden_letters)

PROPOSERS = register_hidden(
    "circular.proposers",
    "To proposers",
    placeholders=PROPOSAL,
    subject="{{about}}",
    body="""Dear {{name}},

about your proposal “{{title}}” for {{meeting}}:

{{words}}

[Open your proposal]({{link}})
""",
)

FEEDBACK = register_hidden(
    "circular.feedback",
    "Feedback to those declined",
    placeholders=PROPOSAL | {"comments": "What our readers wrote:\n\nA timely topic."},
    subject="{{about}}",
    body="""Dear {{name}},

thank you once more for proposing “{{title}}” for {{meeting}}.

{{words}}

{{comments}}

You find your proposal [here]({{link}}), and may start a new one from it in a later call.
""",
)

FACULTY = register_hidden(
    "circular.faculty",
    "To faculty",
    placeholders={name: text for name, text in PROPOSAL.items() if name != "link"},
    subject="{{about}}",
    body="""Dear {{name}},

about “{{title}}” at {{meeting}}, in which you have a part:

{{words}}
""",
)

REVIEWERS = register(
    "circular.reviewers",
    "To reviewers",
    placeholders=SAMPLE,
    subject="{{about}}",
    body="""Dear {{name}},

about your reviews for {{meeting}}:

{{words}}

[Open your reviews]({{link}})
""",
)

THANKS = register(
    "circular.thanks",
    "Thanks to reviewers",
    placeholders=SAMPLE | {"reviews": "7 reviews"},
    subject="{{about}}",
    body="""Dear {{name}},

thank you for {{reviews}} that you wrote for {{meeting}}.

{{words}}
""",
)

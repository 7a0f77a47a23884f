"""The letters a proposal's own verbs write; a society may word each of them anew."""

from proposals.writing import SAMPLE, register_about

WITH_REASON = SAMPLE | {"reason": "Please name a second chair."}

register_about(
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

register_about(
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

register_about(
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

register_about(
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

ABOUT_DRAFT = {name: text for name, text in SAMPLE.items() if name != "title"} | {
    "format": "Friday Scientific Workshop",
    "deadline": "31 March 2027, 23:59 PDT, America/Los Angeles",
}
"""Without the title: staff read the outbox, and the words of a draft are its writers'."""

register_about(
    "proposals.closing_soon",
    "Reminder before the call closes",
    placeholders=ABOUT_DRAFT | {"still": "It is complete: only the submission itself is missing."},
    subject="Your draft is not submitted yet: {{call}} closes soon",
    body="""Dear {{name}},

you have a draft of a {{format}} for {{meeting}} ({{call}}), and it is not submitted yet. {{still}}

For you the call closes on {{deadline}}. You can submit now and still take it back until then.

[Go to your draft]({{link}})
""",
)

register_about(
    "proposals.closed_complete",
    "Complete at closing, but not submitted",
    placeholders=ABOUT_DRAFT,
    subject="Your draft was complete, but it was not submitted",
    body="""Dear {{name}},

the {{call}} of {{meeting}} has closed: {{deadline}}. Your draft of a {{format}} was complete then, but it was not
submitted, so the committee does not read it.

Nothing is lost. The society's office knows that there is a complete draft of yours, and does not read its text.
If you meant to submit it, answer this letter: the office can give you more time.

[See your draft]({{link}})
""",
)

register_about(
    "proposals.word_about_draft",
    "The office's words about a draft that was not submitted",
    placeholders=ABOUT_DRAFT | {"message": "We can still take it in until Friday. Shall we?"},
    subject="About your draft that was not submitted: {{call}}",
    body="""Dear {{name}},

your draft of a {{format}} for {{meeting}} is complete, and it was not submitted when the {{call}} closed for you:
{{deadline}}. The society's office writes:

{{message}}

[See your draft]({{link}})
""",
)

register_about(
    "proposals.waiver_answered",
    "Waiver answered",
    placeholders={name: SAMPLE[name] for name in ("name", "call", "meeting", "link")}
    | {
        "rule": "Two to four chairs; the person who submits is one of them.",
        "answer": "The society lets it pass.",
        "reason": "The second chair has died.",
    },
    subject="A rule of {{call}}: {{answer}}",
    body="""Dear {{name}},

this is about your proposal for {{meeting}} ({{call}}), and this rule:

{{rule}}

{{answer}} The reason: {{reason}}

[See your proposal]({{link}})
""",
)

register_about(
    "proposals.later_part",
    "Questions after acceptance still to answer",
    placeholders=SAMPLE
    | {
        "questions": "Which rooms can you do without?; A photograph for the program",
        "when": "Please answer before",
        "deadline": "31 August 2027, 24:00 America/Los_Angeles",
    },
    subject="Still to answer about “{{title}}”",
    body="""Dear {{name}},

your proposal “{{title}}” was accepted for {{meeting}} ({{call}}), and some questions are still open:

{{questions}}

{{when}}: {{deadline}}. Answers are taken after that too, but the program may be printed without them.

[Answer them]({{link}})
""",
)

"""The letters that setting up a meeting writes; a society may word each of them anew."""

from letters.kinds import register

register(
    "workshops.invited",
    "Invitation of a new committee member",
    placeholders={
        "name": "Nia New",
        "seat": "Member",
        "committee": "Committee on Scientific Affairs",
        "meeting": "Annual Meeting 2027",
        "link": "https://meetings.example/accounts/login/code/",
    },
    subject="You have a seat in the {{committee}}",
    body="""Dear {{name}},

you have a seat in the {{committee}} for {{meeting}}, as {{seat}}.

You need no password: [ask for a code]({{link}}) with this e-mail address, and it signs you in. What waits for you
stands on your page there.
""",
)

DEADLINE = {
    "name": "Paula Perez",
    "call": "Call for workshops",
    "meeting": "Annual Meeting 2027",
    "deadline": "2 April 2027, 23:59 PDT, America/Los Angeles",
    "link": "https://meetings.example/annual-meeting-2027/calls/workshops/",
}

register(
    "workshops.extended",
    "A later deadline for one person",
    placeholders=DEADLINE,
    subject="You have until {{deadline}}",
    body="""Dear {{name}},

for you, the {{call}} of {{meeting}} closes later: on {{deadline}}. Others keep the deadline that is announced.

[See the call]({{link}})
""",
)

register(
    "workshops.extension_ended",
    "A later deadline is taken back",
    placeholders=DEADLINE,
    subject="The {{call}} closes for you as for everybody",
    body="""Dear {{name}},

the later deadline that you had for the {{call}} of {{meeting}} is taken back. For you, as for everybody, the
deadline is {{deadline}}.

If that is a surprise, answer this letter.

[See the call]({{link}})
""",
)

register(
    "workshops.asked_to_disclose",
    "Reminder to state financial relationships",
    placeholders={
        "name": "Felix Fuchs",
        "meeting": "Annual Meeting 2027",
        "months": "24",
        "link": "https://meetings.example/disclosures/annual-meeting-2027/",
    },
    subject="{{meeting}}: please state your financial relationships",
    body="""Dear {{name}},

everybody who shapes what is taught at {{meeting}} states her financial relationships with companies of the last
{{months}} months; having none is a statement too. Yours is missing, and what you take part in waits for it.

[State it here]({{link}}). It takes a minute. You need no password: a code that we send to this address signs you in.
""",
)

"""The letters that call a committee's members together."""

from letters.kinds import register

SAMPLES = {
    "name": "Rita Romano",
    "committee": "Program Committee",
    "sitting": "Spring sitting",
    "meeting": "Annual Meeting 2027",
    "begins": "12 April 2027, 14:00 PDT, America/Los Angeles",
    "ends": "12 April 2027, 17:00 PDT, America/Los Angeles",
    "place": "Lakeside room",
    "link": "https://meetings.example/annual-2027/sittings/1/",
}

register(
    "sitting.called",
    "A committee is called to sit",
    placeholders=SAMPLES,
    subject="{{committee}}: {{sitting}}, {{begins}}",
    body="""Dear {{name}},

the {{committee}} of {{meeting}} sits: {{sitting}}.

It begins {{begins}} and ends {{ends}}.

Place: {{place}}

[See the agenda]({{link}}). The file that comes with this letter puts the sitting into your calendar; when time or
place change, a new one replaces it.
""",
)

register(
    "sitting.called_off",
    "A sitting is called off",
    placeholders=SAMPLES,
    subject="Called off: {{committee}}, {{sitting}}",
    body="""Dear {{name}},

the sitting of the {{committee}} of {{meeting}} that was to begin {{begins}} ({{sitting}}) does not take place.

The file that comes with this letter takes it out of your calendar.
""",
)

register(
    "sitting.left",
    "A sitting goes on without somebody who was called",
    placeholders={name: sample for name, sample in SAMPLES.items() if name != "link"},
    subject="You are no longer called: {{committee}}, {{sitting}}",
    body="""Dear {{name}},

you were called to {{sitting}} of the {{committee}} of {{meeting}}, which begins {{begins}}. You are no longer a
member of the committee, so you need not come.

The file that comes with this letter takes it out of your calendar.
""",
)

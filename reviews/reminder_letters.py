"""The letters that remind readers."""

from letters.kinds import register

SAMPLES = {
    "name": "Rita Romano",
    "stage": "First reading",
    "meeting": "Annual Meeting 2027",
    "deadline": "12 April 2027, 23:59 PDT, America/Los Angeles",
    "link": "https://meetings.example/annual-2027/reviews/",
}
NO_TIME = """Should you have no time, say so on the page of the proposal: the chair then finds somebody else. Days on
which you are away can be said there too, and no letter like this one comes meanwhile."""

register(
    "reviews.due_soon",
    "Reviews due soon",
    placeholders=SAMPLES,
    subject="Reviews for {{meeting}} are due soon",
    body="""Dear {{name}},

reviews of “{{stage}}” for {{meeting}} are due on {{deadline}}, and not all of yours are submitted yet.

[Open my reviews]({{link}})

"""
    + NO_TIME
    + "\n",
)

register(
    "reviews.late",
    "Reviews late",
    placeholders=SAMPLES,
    subject="The committee waits for reviews for {{meeting}}",
    body="""Dear {{name}},

reviews of “{{stage}}” for {{meeting}} were due on {{deadline}}. The committee waits for what you have
not submitted yet.

[Open my reviews]({{link}})

"""
    + NO_TIME
    + "\n",
)

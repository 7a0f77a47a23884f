"""The letter that tells who leads a stage that a reader is missing."""

from datetime import datetime

from people.models import Person
from proposals.hiding import is_hidden
from proposals.reading import with_submitted_titles
from proposals.writing import link_to, register_about, write
from reviews.models import Assignment
from reviews.models.review import Because
from workshops.models import Right

KIND = register_about(
    "reviews.declined",
    "A reader declined",
    placeholders={
        "name": "Chen Wei",
        "reader": "Rita Romano",
        "title": "Clots and cancer",
        "meeting": "Annual Meeting 2027",
        "stage": "First reading",
        "why": "I have no time for it: I am on leave until May.",
        "link": "https://meetings.example/am-2027/stages/1/assign/k7m2p4qx/",
    },
    subject="{{reader}} will not read “{{title}}”",
    body="""Dear {{name}},

{{reader}} declined to review “{{title}}” in {{stage}} ({{meeting}}):

> {{why}}

[Ask somebody else to read it]({{link}})
""",
)


def tell_leaders(assignment: Assignment, *, at: datetime) -> None:
    """To each seat that assigns, without those from whom the proposal is hidden and without who declined."""
    stage, proposal = assignment.stage, assignment.proposal
    with_submitted_titles([proposal])
    why = f"{Because(assignment.declined_because).label}: {assignment.decline_reason}"
    own = {
        "reader": str(assignment.reviewer),
        "stage": stage.name,
        "why": why,
        "link": link_to("assign_proposal", stage.call.meeting.slug, str(stage.pk), proposal.code),
    }
    chairs = stage.committee.seats.serving().with_right(Right.ASSIGN)
    leading = Person.objects.filter(pk__in=chairs.people(), is_active=True)
    for person in leading.exclude(email=None).exclude(pk=assignment.reviewer_id):
        if not is_hidden(proposal, person):
            write(KIND.name, proposal, own, to=person, by=None, at=at)

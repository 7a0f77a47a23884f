"""The letter that says: there is something new in a discussion. It carries no word and no name of it."""

from datetime import datetime

from django.db.models import Q

from people.models import Person
from proposals.models import Proposal
from proposals.reading import with_submitted_titles
from proposals.writing import link_to, register_about, write
from reviews.discussion.unread import unread_rows
from reviews.models import Assignment, Stage

KIND = register_about(
    "reviews.remarks",
    "New remarks in the discussion of a proposal",
    placeholders={
        "name": "Rita Romano",
        "title": "Clots and cancer",
        "meeting": "Annual Meeting 2027",
        "committee": "Committee on Scientific Affairs",
        "remarks": "2 new remarks",
        "link": "https://meetings.example/am-2027/stages/1/proposals/k7m2p4qx/discussion/",
    },
    subject="{{remarks}} on “{{title}}”",
    body="""Dear {{name}},

in the {{committee}} there are {{remarks}} in the discussion of “{{title}}” ({{meeting}}).

[Read and answer]({{link}})

What is said there stays in the committee; mail to this letter is not read.
""",
)


def tell(stage: Stage, proposal: Proposal, *, at: datetime) -> None:
    """To everybody who takes part and has something to read there; never to who has a conflict."""
    with_submitted_titles([proposal])
    hers = Q(pk__in=stage.committee.seats.serving().people())
    acts = Q(acting_chairs__stage=stage, acting_chairs__proposal=proposal)
    reads = Q(assignments__in=Assignment.objects.filter(stage=stage, proposal=proposal).standing())
    members = Person.objects.filter(hers | acts | reads, is_active=True)
    for person in members.exclude(email=None).distinct():
        new = unread_rows(person).filter(stage=stage, proposal=proposal).count()
        if new:
            own = {
                "committee": stage.committee.name,
                "remarks": "1 new remark" if new == 1 else f"{new} new remarks",
                "link": link_to("discussion", stage.call.meeting.slug, str(stage.pk), proposal.code),
            }
            write(KIND.name, proposal, own, to=person, by=None, at=at)

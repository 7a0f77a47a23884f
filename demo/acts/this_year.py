"""The meeting after it: its call is open, and thirty proposals are in.

Olga starts it from last year's meeting, rooms and hours included, and gives the call its new dates. Proposals come
in, a few drafts are begun. Two continue workshops of the meeting before, and one that was declined there comes back
with other words. Paula has handed in three: one of them Olga returned, because something was missing; a fourth she
has only begun. One proposer withdraws.
"""

from typing import Any

from dashboard.actions.cloning import clone_meeting
from demo import corresponding, inviting, judging
from demo.dates import last_minute, last_years, this_years
from demo.late import on_two_devices
from demo.pieces import Year, agenda_sessions, begun, workshops
from demo.proposing import PAULAS, hand_in, proposer_of, write
from proposals import actions
from proposals.models import Proposal
from workshops.actions.calls import edit_call, publish_call
from workshops.actions.meetings import publish_meeting
from workshops.models import Call, Meeting

ABOUT = """The society and everybody in it are made up. The call is open, and committees have begun to read. The
meeting before this one shows such proposals a year on.
"""
LATE = (22, 23)
"""Numbers of the workshops handed in after the committee had begun to read."""
RETURNED = (
    "The summary does not say which of the talks show new data. Please add a sentence, and hand it in again before "
    "the call closes."
)
WITHDRAWN = "Two of our speakers cannot travel that week; we will propose it again."


def tell(story: Any) -> None:
    call = open_call(story)
    for piece in [*workshops(Year.THIS), *agenda_sessions(Year.THIS)]:
        if piece.number not in LATE:
            hand_in(call, piece, by=proposer_of(story, piece), at=story.days(-30 + piece.number * 0.6))
    returned = workshops(Year.THIS)[PAULAS[-1]].title
    proposal = call.proposals.get(title=returned)
    actions.return_for_completion(proposal, reason=RETURNED, by=story.person("olga"), at=story.days(-10))
    hers = drafts(story, call)
    inviting.paula_asks(story, call)
    judging.tell(story, call, hers)
    corresponding.tell(story, call, hers)


def open_call(story: Any) -> Call:
    olga, at, dates = story.person("olga"), story.days(-50), this_years(story.now)
    source = Meeting.objects.get(slug=last_years(story.now).slug)
    meeting = clone_meeting(
        source,
        slug=dates.slug,
        name=dates.name,
        starts_on=dates.starts_on,
        description=ABOUT,
        venue=source.venue,
        city=source.city,
        by=olga,
        at=at,
    )
    call = edit_call(
        meeting.calls.get(),
        opens_at=story.days(-45),
        closes_at=last_minute(story.days(21)),
        letter_by_on=story.days(90).date(),
        confirm_by_on=story.days(120).date(),
        later_by_on=story.days(240).date(),
        by=olga,
        at=at,
    )
    publish_meeting(meeting, by=olga, at=at)
    return publish_call(call, by=olga, at=at)


def drafts(story: Any, call: Call) -> Proposal:
    """Three that nobody but their proposers sees, and one that was handed in and left."""
    half, second, third, left = begun(Year.THIS)
    others = workshops(Year.THIS)
    hers = write(call, half, by=story.person("paula"), at=story.days(-4), only=("basics",))
    hers = on_two_devices(story, hers, story.days(-3))
    write(call, second, by=proposer_of(story, others[3]), at=story.days(-6), only=("basics", "people"))
    write(call, third, by=proposer_of(story, others[13]), at=story.days(-2), only=("basics",))
    proposal = hand_in(call, left, by=proposer_of(story, others[11]), at=story.days(-14))
    actions.withdraw(proposal, reason=WITHDRAWN, by=proposal.proposer, at=story.days(-11))
    return hers

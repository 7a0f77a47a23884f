"""The meeting that is about to take place: called for, proposed, judged and confirmed.

Olga brings in the society's setup file, from formats and questions to committees and rubrics, gives the seats and
opens the rooms. Thirty workshops and agenda-setting sessions come in. The Committee on Scientific Affairs reads and
recommends, the Program Committee sits over those nearest to the line and looks at the whole, the Executive Committee
approves. The letters go out together, and whoever was accepted confirms.
"""

from datetime import timedelta
from typing import Any

from dashboard.actions.setups import import_setup
from demo import asking, disclosing, inviting
from demo.dates import last_minute, last_years
from demo.deciding import allot_places, recommend, tell_together
from demo.late import forgotten
from demo.material import setup_file
from demo.pieces import Year, agenda_sessions, workshops
from demo.places import open_places
from demo.planning import planned
from demo.proposing import hand_in, proposer_of
from demo.reviewing import review, worth
from demo.seating import seat_committees
from demo.sitting import sat
from proposals import actions
from proposals.models import Proposal
from reviews.actions import deciding, stages
from reviews.actions.calibrating import keep_run
from reviews.models import Assignment
from workshops.actions.calls import edit_call, publish_call
from workshops.actions.meetings import edit_meeting, publish_meeting
from workshops.models import Call

ABOUT = """The society and everybody in it are made up. This meeting is further on in its life than the one after it,
so that both ends of the way can be looked at: here thirty proposals are decided, scheduled and released; there the
next thirty are being read.
"""
PLACES = {False: (13, 3), True: (5, 0)}
"""Of workshops and of agenda-setting sessions: how many are accepted, and how many wait."""
READERS = 2


def tell(story: Any) -> None:
    olga, begins = story.person("olga"), story.days(-330)
    call = set_up(story, by=olga, at=begins)
    seat_committees(call.meeting, by=olga, at=begins)
    disclosing.ask(call.meeting, faculty=True, by=olga, at=begins)
    disclosing.committee(call.meeting, by=olga, at=story.days(-290))
    open_places(call.meeting, by=olga, at=begins)
    publish_meeting(call.meeting, by=olga, at=begins)
    publish_call(call, by=olga, at=begins)
    propose(story, call)
    judge(story, call)
    confirm(story, call)
    inviting.everybody_came(call, at=story.days(-140))
    forgotten(story, call)


def set_up(story: Any, *, by: Any, at: Any) -> Call:
    """The society's process with the dates and the place of this meeting."""
    dates = last_years(story.now)
    process = setup_file("ash-friday-workshops")
    meeting, _ = import_setup(process, slug=dates.slug, starts_on=dates.starts_on, by=by, at=at)
    place = {"venue": "Harborview Congress Centre", "city": "Orlando", "zone": "America/New_York"}
    meeting = edit_meeting(meeting, name=dates.name, description=ABOUT, **place, by=by, at=at)
    asking.ask(meeting.calls.get(), by=by, at=at)
    return edit_call(
        meeting.calls.get(),
        opens_at=story.days(-300),
        closes_at=last_minute(story.days(-240)),
        letter_by_on=story.days(-180).date(),
        confirm_by_on=story.days(-150).date(),
        later_by_on=story.days(5).date(),
        by=by,
        at=at,
    )


def propose(story: Any, call: Call) -> None:
    for piece in [*workshops(Year.LAST), *agenda_sessions(Year.LAST)]:
        hand_in(call, piece, by=proposer_of(story, piece), at=story.days(-280 + piece.number))


def judge(story: Any, call: Call) -> None:
    """Three bodies, one after another."""
    chen, olga = story.person("chen"), story.person("olga")
    reading, whole, approval = call.stages.all()
    reading = stages.open_stage(reading, by=chen, at=story.days(-235))
    planned(reading, by=chen, at=story.days(-234), readers=READERS)
    for assignment in Assignment.objects.filter(stage=reading).select_related(
        "stage__rubric", "proposal", "reviewer"
    ):
        review(assignment, at=story.days(-233) + timedelta(hours=assignment.pk % 200))
    wanted = outcomes(call)
    allot_places(wanted, by=olga, at=story.days(-216))
    keep_run(reading, note="Before the committee met", by=chen, at=story.days(-216))
    recommend(reading, wanted, by=chen, at=story.days(-215))
    stages.close_stage(reading, by=chen, at=story.days(-214))
    for stage, by, day in ((whole, chen, -205), (approval, chen, -190)):
        stage = stages.open_stage(stage, by=olga, at=story.days(day))
        if stage == whole:
            sat(story, stage, wanted, day=day + 2)
        deciding.take_over(stage, by=by, at=story.days(day + 3))
        stages.close_stage(stage, by=olga, at=story.days(day + 5))
    tell_together(approval, by=olga, at=story.days(-183), release_at=story.days(-182))


def outcomes(call: Call) -> dict[Proposal, str]:
    """The best of each kind are accepted, the next ones wait."""
    decided = {}
    for sets_agenda, (accepted, waiting) in PLACES.items():
        rows = Proposal.objects.filter(call=call, format__sets_agenda=sets_agenda).select_related("format")
        for rank, proposal in enumerate(sorted(rows, key=worth, reverse=True)):
            decided[proposal] = (
                "accept" if rank < accepted else "waitlist" if rank < accepted + waiting else "decline"
            )
    return decided


def confirm(story: Any, call: Call) -> None:
    accepted = Proposal.objects.filter(call=call, state="accepted").select_related("proposer").order_by("pk")
    for number, proposal in enumerate(accepted):
        confirmed = actions.confirm(proposal, by=proposal.proposer, at=story.days(-180 + number))
        asking.answer(confirmed, number, at=story.days(-20))

"""The committee is half way through its reading.

The members paste their papers; Chen opens the first stage while the call is still open, some say which proposals they
can judge, and every proposal gets two readers. About half of the reviews are in. Rita has handed in some, begun one,
and has several before her; Raj knows a chair too well and says so, and somebody steps in for him. Chen settles some
of the conflicts that were found. They are called to sit once the reviews are in. One proposal is discussed, and Rita
thinks again; two may become one, and two were asked for a revision. Two more have come in since and wait for Chen to
take them in. Chen thinks about the whole on the decision board: he ticks what the solver would choose, and decides
nothing.
"""

from datetime import timedelta
from typing import Any

from demo import disclosing, discussing, joining, knowing, settling
from demo.acts.this_year import LATE
from demo.dates import last_minute, last_years, this_years
from demo.material import dice
from demo.pieces import Year, workshops
from demo.planning import much_for, planned
from demo.proposing import hand_in, proposer_of
from demo.reviewing import opinion, review
from demo.seating import serve_on
from demo.sitting import called
from reviews.actions import conflicts, portfolio, reading, stages
from reviews.actions.calibrating import set_places
from reviews.actions.setup import edit_stage
from reviews.actions.urging import urge
from reviews.models import Assignment
from reviews.urgent.free import free_for
from workshops.actions.allotting import allot
from workshops.models import Call, Meeting

READERS = 2
TO_FILL = 18
"""Places: the ranking says how likely each proposal is among the best so many."""
SLOTS = {False: 13, True: 5}
"""Of workshops and of agenda-setting sessions."""
DRAWS = 100
RITAS = 4
"""Reviews that Rita has handed in; of the others' about every second one is."""


def tell(story: Any) -> None:
    chen, olga = story.person("chen"), story.person("olga")
    call = Call.objects.get(meeting__slug=this_years(story.now).slug)
    stage = call.stages.all()[0]
    disclosing.renew(call.meeting, by=olga, at=story.days(-12))
    edit_stage(stage, reviews_due_at=last_minute(story.days(28)), by=olga, at=story.days(-9))
    knowing.write(story, at=story.days(-10))
    stage = stages.open_stage(stage, by=chen, at=story.days(-9))
    stage = set_places(stage, places=TO_FILL, by=chen, at=story.days(-9))
    knowing.speak(story, call, at=story.days(-8.5))
    much_for(stage, [story.person("rita"), story.person("raj")], by=chen, at=story.days(-8.2))
    planned(stage, by=chen, at=story.days(-8), readers=READERS, names_roles=True)
    rows = list(
        Assignment.objects.filter(stage=stage).select_related("stage__rubric", "proposal", "reviewer").order_by("pk")
    )
    left = step_aside(story, stage, rows)
    settling.settle(story, stage, at=story.days(-6))
    step_in(stage, left, by=chen, until=story.days(2), at=story.days(-5))
    serve_on(story, stage.committee, by=olga, at=story.days(-3))
    ritas = [row for row in rows if row.reviewer == story.person("rita")]
    done = ritas[:RITAS] + [row for row in rows if row not in [*ritas, left] and reads_early(row)]
    for number, row in enumerate(done):
        review(row, at=story.days(-7) + timedelta(hours=1.5 * number))
    discussing.tell(story, stage, done)
    begin(ritas[RITAS], at=story.days(-1))
    called(story, stage)
    joining.tell(story, call, Meeting.objects.get(slug=last_years(story.now).slug))
    for number in LATE:
        piece = workshops(Year.THIS)[number]
        hand_in(call, piece, by=proposer_of(story, piece), at=story.days(-1))
    think(stage, chen, olga, at=story.days(-1))


def think(stage: Any, chen: Any, olga: Any, *, at: Any) -> None:
    """The call says how many slots it has; Chen asks what would be best, and ticks it."""
    formats = list(stage.call.formats.order_by("sets_agenda", "order"))
    slots = {(form.pk, stage.call.meeting.starts_on): SLOTS[form.sets_agenda] for form in formats}
    allot(stage.call, slots=slots, by=olga, at=at)
    run = portfolio.ask_solver(stage, seed=1, draws=DRAWS, with_ticks=False, lots=True, by=chen, at=at)
    portfolio.tick_answer(run, keys=run.answer["chosen"], by=chen, at=at)


def reads_early(row: Assignment) -> bool:
    return dice(2, row.proposal.title, row.reviewer.family_name) == 0


def step_aside(story: Any, stage: Any, rows: list[Assignment]) -> Assignment:
    """Raj's last one is not for him."""
    raj = story.person("raj")
    last = [row for row in rows if row.reviewer == raj][-1]
    reason = "The chair and I have published together this year."
    conflicts.declare(stage, proposal=last.proposal, person=raj, reason=reason, by=raj, at=story.days(-6))
    return last


def step_in(stage: Any, left: Assignment, *, by: Any, until: Any, at: Any) -> None:
    """Somebody reads it in his place, at short notice."""
    first = free_for(stage, left.proposal, by, at)[0]
    words = "Raj has a conflict of interest with this one. Could you step in?"
    urge(stage, proposal=left.proposal, reviewer=first.person, due_at=until, words=words, by=by, at=at)


def begin(row: Assignment, *, at: Any) -> None:
    """A draft with words and without an advice yet."""
    whole = opinion(row.stage, row.proposal, str(row.reviewer))
    scores = dict(list(whole.scores.items())[:2])
    answers = type(whole)(scores=scores, to_proposer=whole.to_proposer)
    reading.save(row, answers=answers, version=0, by=row.reviewer, at=at)

"""What waits for who leads a stage or decides in it: readers, reviews, decisions, letters."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from dashboard.stage_work import StageWork
from dashboard.waiting import Section, Waiting, by_deadline, counted, due, section
from reviews.offers import address


def leading(work: list[StageWork], person: Any, at: datetime) -> Section | None:
    """For chairs and deciding members; program staff without a seat have the same stages in their own section."""
    hers = [each for each in work if each.standing.decide or (each.standing.lead and not person.is_staff)]
    if not hers:
        return None
    rows = [row for each in hers for row in rows_of(each, at)]
    last = hers[-1]
    return section(
        "leading",
        "Your committee",
        sorted(rows, key=by_deadline),
        url=address("ranking", next((each.stage for each in hers if each.stage.is_open), last.stage)),
        link="The ranking",
        empty="Nothing waits for you. Readers, reviews, decisions and letters that need you stand here.",
    )


def rows_of(work: StageWork, at: datetime) -> Iterator[Waiting]:
    """In the order of a stage's life."""
    name = f"{work.stage}, {work.stage.call}"
    reviews_due = due(work.stage.call, work.stage.reviews_due_at, "Due", at)
    if work.standing.lead:
        yield from life_of(work, at)
    if work.standing.lead and work.late:
        what = f"{counted(work.late, 'proposal')} came in after the stage was opened. Take them in."
        yield Waiting(name, what, address("assign", work.stage))
    if work.standing.lead and work.short:
        wanted = work.stage.readers_wanted
        what = f"{counted(work.short, 'proposal has', 'proposals have')} fewer than {counted(wanted, 'reader')}."
        yield Waiting(name, what, f"{address('assign', work.stage)}?below={wanted}", "Yours", reviews_due)
    if work.standing.lead and work.outstanding and work.stage.is_open and not work.can_close(at):
        what = f"{work.outstanding} of {counted(work.readings, 'review')} outstanding."
        yield Waiting(name, what, address("assign", work.stage), "The readers’", reviews_due)
    if work.standing.decide and work.undecided and (work.can_close(at) or not work.stage.is_open):
        what = f"{counted(work.undecided, 'proposal is', 'proposals are')} undecided."
        yield Waiting(name, what, address("ranking", work.stage))
    if work.standing.release and work.untold:
        yield to_tell(work, name)


def life_of(work: StageWork, at: datetime) -> Iterator[Waiting]:
    """A stage that may be opened or closed now."""
    name = f"{work.stage}, {work.stage.call}"
    if work.can_open:
        yield Waiting(name, "Ready to be opened: reviewing can begin.", address("stage_open", work.stage))
    if work.can_close(at):
        what = f"{work.outstanding} of {counted(work.readings, 'review')} outstanding, and the date has passed."
        said = what if work.outstanding else "Every review is in."
        yield Waiting(name, f"{said} The stage can be closed.", address("stage_close", work.stage))


def to_tell(work: StageWork, name: str) -> Waiting:
    unwritten = work.untold - work.held
    letters = f"{counted(work.held, 'letter is', 'letters are')} held" if work.held else ""
    lacking = f"{counted(unwritten, 'letter is', 'letters are')} not written" if unwritten else ""
    reason = " and ".join(part for part in (letters, lacking) if part)
    what = f"{counted(work.untold, 'decision')} nobody knows of yet: {reason}."
    by = work.stage.call.letter_by_on
    said = f"{what} Letters are promised by {by.day} {by:%B %Y}." if by else what
    return Waiting(name, said, address("stage_letters", work.stage))

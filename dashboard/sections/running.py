"""What waits for program staff: calls, submitted proposals, waivers, stages, sessions without a place, releases."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse

from dashboard.checklist import checks_of_call
from dashboard.sections.disclosing import disclosure_rows
from dashboard.sections.leading import life_of, to_tell
from dashboard.sections.placing import drafts, unplaced
from dashboard.sections.repairing import repairs
from dashboard.stage_work import StageWork
from dashboard.waiting import Section, Step, Waiting, by_deadline, counted, due, section
from program.models import Release
from proposals.faculty.promise import with_losses
from proposals.lifecycle import State
from proposals.models import Message, Proposal, Waiver
from reviews.models.conflict import hidden_from
from scheduling.models import Version
from workshops.models import Call, Meeting

SOON = timedelta(days=14)
NO_MEETING = "No meeting is ahead. Create one, and what it needs stands here."
OF_A_CALL = ("formats", "prompts", "requirements", "stages__committee__seats")


def running(person: Any, work: list[StageWork], releases: list[Release], at: datetime) -> Section | None:
    """Of proposals she has a conflict with, nothing is counted."""
    if not person.is_staff:
        return None
    meetings = {each.pk: each for each in Meeting.objects.filter(ends_on__gte=at.date()).order_by("starts_on", "pk")}
    calls = list(Call.objects.filter(meeting__in=meetings).select_related("meeting").prefetch_related(*OF_A_CALL))
    submitted = submitted_of(person, calls)
    rows = [
        *repairs(person, at),
        *stage_rows(work, at),
        *submitted_rows(calls, submitted, at),
        *message_rows(person, calls),
        *lost_rows(person, calls),
        *disclosure_rows(person, meetings),
        *waiver_rows(person, calls),
        *schedule_rows(person, meetings, releases),
        *sorted(call_rows(calls, submitted, at), key=by_deadline),
    ]
    first = Step("Create a meeting", reverse("meeting_new"), strong=True)
    return section(
        "running",
        "Running the meetings",
        rows,
        url=reverse("meeting_list"),
        link="All meetings",
        empty="Nothing waits for you." if meetings else NO_MEETING,
        steps=() if meetings else (first,),
    )


def submitted_of(person: Any, calls: list[Call]) -> dict[int, int]:
    """By call: how many proposals are submitted and not yet in review. One query."""
    waiting = Proposal.objects.filter(call__in=calls, state=State.SUBMITTED).exclude(pk__in=hidden_from(person))
    return dict(waiting.order_by().values_list("call").annotate(Count("pk")))


def call_rows(calls: list[Call], submitted: dict[int, int], at: datetime) -> Iterator[Waiting]:
    """Calls that open or close soon, and those whose set-up has gaps."""
    for call in calls:
        state = call.state_at(at)
        if state == "closed":
            continue
        moment, label = (call.opens_at, "Opens") if state == "waiting" else (call.closes_at, "Closes")
        gaps = [check.sentence for check in checks_of_call(call.meeting, call, at) if check.mark != "ok"]
        soon = f"{label} within two weeks." if moment - at <= SOON else ""
        lacks = f"{counted(len(gaps), 'gap')} in its set-up: {gaps[0]}." if gaps else ""
        so_far = f"{submitted[call.pk]} submitted so far." if call.pk in submitted else ""
        here = [call.meeting.slug]
        url = reverse("meeting_edit", args=here) if gaps else reverse("call", args=[*here, call.slug])
        if soon or gaps:
            what = " ".join(part for part in (soon, so_far, lacks) if part)
            yield Waiting(f"{call}, {call.meeting}", what, url, "Yours", due(call, moment, label, at))


def submitted_rows(calls: list[Call], submitted: dict[int, int], at: datetime) -> Iterator[Waiting]:
    """Of calls that have closed: before that, their proposers may still take them back."""
    for call in calls:
        if call.pk in submitted and call.state_at(at) == "closed":
            one, many = "submitted proposal waits", "submitted proposals wait"
            what = f"{counted(submitted[call.pk], one, many)} for the review to begin."
            url = f"{reverse('call_proposals', args=[call.meeting.slug, call.slug])}?state={State.SUBMITTED}"
            yield Waiting(f"{call}, {call.meeting}", what, url)


def message_rows(person: Any, calls: list[Call]) -> Iterator[Waiting]:
    """Calls in which chairs wait for an answer of the office."""
    asked = Message.objects.waiting().filter(proposal__call__in=calls).exclude(proposal__in=hidden_from(person))
    threads = asked.order_by().values_list("proposal__call").annotate(Count("proposal", distinct=True))
    by_key = {each.pk: each for each in calls}
    for key, number in threads:
        call = by_key[key]
        what = f"{counted(number, 'proposal waits', 'proposals wait')} for an answer of the office."
        url = f"{reverse('call_proposals', args=[call.meeting.slug, call.slug])}?messages=waiting"
        yield Waiting(f"{call}, {call.meeting}", what, url)


def lost_rows(person: Any, calls: list[Call]) -> Iterator[Waiting]:
    """Accepted workshops that lost somebody they were accepted with."""
    seen = Proposal.objects.filter(call__in=calls).exclude(pk__in=hidden_from(person)).select_related("proposer")
    for proposal, losses in with_losses(seen):
        what = f"{'; '.join(map(str, losses))}. {proposal.proposer} has to find somebody else."
        yield Waiting(str(proposal), what, reverse("proposal_faculty", args=[proposal.code]), "The proposer’s")


def waiver_rows(person: Any, calls: list[Call]) -> Iterator[Waiting]:
    """Rules that proposers ask to be let off."""
    asked = Waiver.objects.open().filter(proposal__call__in=calls).exclude(proposal__in=hidden_from(person))
    by_call = dict(asked.order_by().values_list("proposal__call").annotate(Count("pk")))
    for call in calls:
        if call.pk in by_call:
            what = f"{counted(by_call[call.pk], 'waiver is', 'waivers are')} asked for."
            yield Waiting(
                f"{call}, {call.meeting}", what, reverse("waiver_list", args=[call.meeting.slug, call.slug])
            )


def stage_rows(work: list[StageWork], at: datetime) -> Iterator[Waiting]:
    """Of stages in which she has no seat herself; those stand in her committee's section."""
    for each in work:
        if each.standing.decide:
            continue
        yield from life_of(each, at)
        if each.standing.release and each.untold:
            yield to_tell(each, f"{each.stage}, {each.stage.call}")


def schedule_rows(person: Any, meetings: dict[int, Meeting], releases: list[Release]) -> Iterator[Waiting]:
    waiting, draft = unplaced(meetings), drafts(meetings)
    released = {each.meeting_id: each for each in releases}
    confirmed = Proposal.objects.filter(call__meeting__in=meetings, state=State.CONFIRMED, session__isnull=True)
    rows = confirmed.exclude(pk__in=hidden_from(person)).order_by().values_list("call__meeting").annotate(Count("pk"))
    without_session = dict(rows)
    for key, meeting in meetings.items():
        if number := without_session.get(key):
            what = f"{counted(number, 'confirmed proposal has', 'confirmed proposals have')} no session yet."
            yield Waiting(str(meeting), what, reverse("session_list", args=[meeting.slug]))
        if waiting[key]:
            what = f"{counted(waiting[key], 'session waits', 'sessions wait')} for a place."
            yield Waiting(str(meeting), what, reverse("schedule", args=[meeting.slug]))
        if key in draft and (what := to_release(draft[key], waiting[key], released.get(key))):
            yield Waiting(str(meeting), what, reverse("releases", args=[meeting.slug]))


def to_release(draft: Version, waiting: int, release: Release | None) -> str:
    """Why the draft could be released, or nothing."""
    if release:
        return f"The schedule was changed since program {release.number} was released." if draft.edit else ""
    if draft.placed and not waiting:
        return f"{counted(draft.placed, 'session has', 'sessions have')} a place, and no program is released yet."
    return ""

"""What is not released, for program staff: with a token, as far as whoever made the token sees it.

Deciding is not telling: a decision is in none of these answers before its letter was let go.
"""

from collections import Counter
from datetime import datetime
from typing import Annotated

from django.db.models import Count, Prefetch
from django.http import Http404, HttpResponse
from django.utils import timezone
from ninja import Query, Schema
from pydantic import Field

from program.api import shapes
from program.api.answers import JSON, Page, Slice, packed, page_of, reads, sliced
from program.api.doors import Token
from program.api.programs import wanted_of
from program.finding import find
from program.freezing import program_of
from program.models import Scope
from program.views.serving import ASK_ALWAYS, send
from proposals.content import Content
from proposals.hiding import not_hidden
from proposals.models import Proposal
from proposals.reading import handed_in
from reviews.models import Decision
from workshops.models import Meeting

PROBLEMS = (401, 403, 404, 429)


class DecisionOut(Schema):
    outcome: str
    label: str
    stage: str
    told_at: datetime


class ProposerOut(Schema):
    name: str
    affiliation: str


class ProposalOut(Schema):
    """`title`, `topics` and `chairs` are as they were handed in; `decision` is the last that was told."""

    code: str
    call: str
    title: str
    state: str
    state_label: str
    format: str
    topics: list[str]
    proposer: ProposerOut
    chairs: list[ProposerOut]
    submitted_at: datetime | None
    decision: DecisionOut | None


class ProposalsOut(Page):
    proposals: list[ProposalOut]


class CallOut(Schema):
    """`by_state` and `by_format` add up to `submitted`."""

    call: str
    name: str
    opens_at: datetime
    closes_at: datetime
    submitted: int
    by_state: dict[str, int]
    by_format: dict[str, int]


class SubmissionsOut(Schema):
    calls: list[CallOut]


class DraftOut(Page):
    """`version` is the number of the draft."""

    version: int
    sessions: list[shapes.PlacedOut]


class ProposalQuestion(Slice):
    """`call`, `format` and `topic` are slugs, `state` is one of those in the answers."""

    call: Annotated[str, Field(max_length=60)] = ""
    state: Annotated[str, Field(max_length=60)] = ""
    format: Annotated[str, Field(max_length=60)] = ""
    topic: Annotated[str, Field(max_length=60)] = ""


@reads("/meetings/{slug:meeting}/proposals", ProposalsOut, problems=PROBLEMS, auth=Token(Scope.PROPOSALS))
def proposals(request, meeting: str, asked: Query[ProposalQuestion]):
    """Proposals that were handed in, the newest first. Scope `read:proposals`."""
    rows = seen_by(request.auth.by, request.auth.meeting)
    for name, key in (("call", "call__slug"), ("state", "state"), ("format", "format__slug")):
        rows = rows.filter(**{key: getattr(asked, name)}) if getattr(asked, name) else rows
    rows = rows.filter(topics__slug=asked.topic) if asked.topic else rows
    page = page_of(rows.count(), asked, request.path)
    told = Decision.objects.filter(released_at__isnull=False).select_related("stage").order_by("released_at", "pk")
    rows = rows.select_related("call", "format", "proposer").prefetch_related(
        Prefetch("decisions", told, to_attr="told")
    )
    some = list(rows.order_by("-first_submitted_at", "pk")[asked.offset : asked.offset + asked.limit])
    texts = handed_in(some)
    return private(request, ProposalsOut(proposals=[_proposal(each, texts[each.pk]) for each in some], **page))


@reads("/meetings/{slug:meeting}/submissions", SubmissionsOut, problems=PROBLEMS, auth=Token(Scope.SUBMISSIONS))
def submissions(request, meeting: str):
    """How many proposals were handed in to each call. Scope `read:submissions`."""
    rows = seen_by(request.auth.by, request.auth.meeting).order_by()
    counted = list(rows.values_list("call", "state", "format__slug").annotate(Count("pk")))
    calls = [_call(call, counted) for call in request.auth.meeting.calls.order_by("opens_at", "pk")]
    return private(request, SubmissionsOut(calls=calls))


@reads("/meetings/{slug:meeting}/draft", DraftOut, problems=PROBLEMS, auth=Token(Scope.SCHEDULE))
def draft(request, meeting: str, asked: Query[shapes.SessionQuestion]):
    """Sessions that have a place in the draft of the schedule, in order of time. Scope `read:schedule`."""
    version = request.auth.meeting.versions.drafts().first()
    if version is None:
        raise Http404("This meeting has no draft of a schedule.")
    program = program_of(version, number=1, note="", at=timezone.now(), before=None)
    some, page = sliced(find(program, wanted_of(asked)), asked, request.path)
    told = [shapes.PlacedOut(**shapes.placed(each, program)) for each in some]
    return private(request, DraftOut(version=version.number, sessions=told, **page))


def seen_by(person, meeting: Meeting):
    """The meeting's proposals that this member of staff may know of; none with which she has a conflict."""
    seen = Proposal.objects.visible_to(person).submitted().filter(not_hidden(person), call__meeting=meeting)
    return Proposal.objects.filter(pk__in=seen.order_by().values("pk"))


def private(request, shown: Schema) -> HttpResponse:
    """For whoever holds the token: kept by no shared cache, read by no other site's script."""
    response = send(request, packed(shown), media_type=JSON, cache=ASK_ALWAYS)
    response["Vary"] = "Accept-Encoding, Authorization"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _proposal(proposal: Proposal, text: Content) -> ProposalOut:
    told = proposal.told[-1] if proposal.told else None
    return ProposalOut(
        code=proposal.code,
        call=proposal.call.slug,
        title=text.title,
        state=proposal.state,
        state_label=proposal.get_state_display(),
        format=proposal.format.slug,
        topics=list(text.topics),
        proposer=ProposerOut(name=proposal.proposer.name, affiliation=proposal.proposer.affiliation),
        chairs=[
            ProposerOut(name=row.name, affiliation=row.affiliation)
            for row in text.faculty
            if row.role in ("chair", "co_chair")
        ],
        submitted_at=proposal.submitted_at,
        decision=_decision(told) if told else None,
    )


def _decision(told: Decision) -> DecisionOut:
    label = told.get_outcome_display()
    return DecisionOut(outcome=told.outcome, label=label, stage=str(told.stage), told_at=told.released_at)


def _call(call, counted: list[tuple[int, str, str, int]]) -> CallOut:
    states: Counter[str] = Counter()
    formats: Counter[str] = Counter()
    for key, state, form, many in counted:
        if key == call.pk:
            states[state] += many
            formats[form] += many
    return CallOut(
        call=call.slug,
        name=call.name,
        opens_at=call.opens_at,
        closes_at=call.closes_at,
        submitted=states.total(),
        by_state=dict(sorted(states.items())),
        by_format=dict(sorted(formats.items())),
    )

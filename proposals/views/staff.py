"""The proposals of a call, for program staff. Drafts that were never submitted do not exist here."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from people.refusal import Refused
from proposals.actions import begin_review
from proposals.faculty.answers import answers_of, tally
from proposals.faculty.promise import losses_of
from proposals.forms.filters import FilterForm
from proposals.hiding import not_hidden
from proposals.models import Message, Proposal
from proposals.prompts.columns import answer_columns
from proposals.prompts.later import missing_in
from proposals.reading import with_submitted_titles
from proposals.views.fetching import call_for
from rendering.sheets import CSV_MEDIA_TYPE, csv_bytes
from workshops.models import Call
from workshops.rules import set_up

PER_PAGE = 50
HEADER = (
    "Code",
    "Title",
    "State",
    "Format",
    "Proposer",
    "E-mail",
    "Institution",
    "Topics",
    "Chairs",
    "Submitted (UTC)",
    "People",
    "Questions after acceptance still to answer",
)


@login_required
def call_proposals(request, meeting, call):
    if set_up(request.user) is not None:
        raise Http404
    call = call_for(request.user, meeting, call)
    if request.method == "POST":
        return begin_many(request, call)
    submitted = Proposal.objects.filter(call=call).submitted()
    form = FilterForm(call, request.GET, request.user)
    found = form.applied(submitted).for_list()
    if request.GET.get("as") == "csv":
        return sheet(call, found)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "call": call,
        "form": form,
        "page": page,
        "proposals": with_people(with_submitted_titles(page)),
        "waiting": waiting_among(page, request.user),
        "total": submitted.count(),
        "is_filtered": bool(form.wanted.keys() - {"order"}),
        "clear_url": request.path if form.wanted else "",
    }
    return render(request, "proposals/call_proposals.html", context)


def with_people(proposals: list[Proposal]) -> list[Proposal]:
    """Rows with how many of their people have said yes, whom an accepted one has lost, and which questions after
    acceptance it has not answered.
    """
    missing = missing_in(proposals)
    answers = answers_of(proposals, as_handed_in=True)
    lost = losses_of(proposals, answers)
    for each in proposals:
        each.tally, each.losses = tally(answers[each.pk]), lost.get(each.pk, [])
        each.missing_later = missing.get(each.pk, [])
    return proposals


def waiting_among(page, person) -> set[int]:
    """Keys of those whose chairs wait for an answer of the office; one query."""
    waiting = Message.objects.waiting().filter(not_hidden(person, "proposal"), proposal__in=[row.pk for row in page])
    return set(waiting.order_by().values_list("proposal", flat=True))


def sheet(call: Call, proposals) -> HttpResponse:
    found = with_people(with_submitted_titles(proposals))
    heads, answers = answer_columns(call, found)
    rows = [
        (
            each.code,
            each.title,
            each.get_state_display(),
            each.format.name,
            each.proposer.name,
            each.proposer.email,
            each.proposer.affiliation,
            ", ".join(topic.name for topic in each.topics.all()),
            ", ".join(row.name for row in each.faculty.all() if row.role in ("chair", "co_chair")),
            each.submitted_at,
            str(each.tally),
            "; ".join(each.missing_later),
            *answers[each.pk],
        )
        for each in found
    ]
    name = f'attachment; filename="{call.meeting.slug}-{call.slug}-proposals.csv"'
    return HttpResponse(
        csv_bytes((*HEADER, *heads), rows), content_type=CSV_MEDIA_TYPE, headers={"Content-Disposition": name}
    )


def begin_many(request, call: Call):
    """Begin the review of those ticked; one that cannot is named, the others go on."""
    at, begun = timezone.now(), 0
    ticked = Proposal.objects.filter(call=call, code__in=request.POST.getlist("code")[:1000]).submitted()
    for proposal in ticked:
        try:
            begin_review(proposal, by=request.user, at=at)
            begun += 1
        except Refused as refused:
            messages.warning(request, f"{proposal}: {refused.refusal}")
    if begun:
        messages.success(request, f"The review of {begun} {'proposal' if begun == 1 else 'proposals'} has begun.")
    elif not ticked:
        messages.info(request, "Tick the proposals whose review begins.")
    return redirect(request.get_full_path())

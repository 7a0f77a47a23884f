"""Every text a proposal has had, what changed between any two, and the way back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from proposals.actions import restore
from proposals.content import from_json
from proposals.models import MergeOffer, Proposal, Revision
from proposals.models.proposal import RevisionKind
from proposals.reading import Reading, read_content, with_submitted_titles
from proposals.revising.differences import compare
from proposals.rules import edit
from proposals.views.fetching import proposal_for
from proposals.views.page import is_writer, kind_of_reader
from workshops.models.prompt import Audience

PER_PAGE = 40


@login_required
def proposal_history(request, code):
    proposal = proposal_for(request.user, code)
    reader = Audience.STAFF
    if not is_writer(request.user, proposal):
        with_submitted_titles([proposal])
        reader, _ = kind_of_reader(request.user)
    rows = revisions_for(request.user, proposal)
    if request.method == "POST":
        return bring_back(request, proposal, rows)
    page = Paginator(rows.defer("content").select_related("by"), PER_PAGE).get_page(request.GET.get("page"))
    older, newer = pair(rows, request.GET.get("older"), request.GET.get("newer"))
    context = {
        "proposal": proposal,
        "page": page,
        "older": older,
        "newer": newer,
        "changes": changes(proposal, older, newer, reader),
        "read": whole(proposal, rows, request.GET.get("read", ""), reader),
        "may_edit": edit(request.user, proposal) is None,
    }
    return render(request, "proposals/proposal_history.html", context)


def revisions_for(person, proposal: Proposal):
    """Its own people see every text, staff those that were handed in. Who came by a merge sees every text since, and
    of those before what was handed in.
    """
    rows = proposal.revisions.all()
    if not is_writer(person, proposal):
        return rows.submitted()
    came = came_with(person, proposal)
    return rows.filter(Q(kind=RevisionKind.SUBMITTED) | Q(number__gte=came)) if came else rows


def came_with(person, proposal: Proposal) -> int:
    """The number of the text with which a merge brought her in; 0 for who was there before."""
    offers = MergeOffer.objects.filter(sides__proposal=proposal, sides__is_lead=True, went_on_as__isnull=False)
    number = offers.order_by("went_on_as").values_list("went_on_as", flat=True).first()
    if number is None or proposal.proposer_id == person.pk:
        return 0
    before = proposal.revisions.submitted().filter(number__lt=number).first()
    rows = from_json(before.content).chairs if before else ()
    return 0 if person.email in {row.email for row in rows} else number


def pair(rows, older: str | None, newer: str | None) -> tuple[Revision | None, Revision | None]:
    """The two to compare: those asked for, else the last two."""
    numbers = [int(each) for each in (older, newer) if each and each.isascii() and each.isdigit() and len(each) < 9]
    if not numbers:
        numbers = list(rows.values_list("number", flat=True)[:2])
    found = list(rows.filter(number__in=numbers).select_related("by").order_by("number"))
    if older and newer and len({*numbers}) != len(found):
        raise Http404
    return (found[0], found[-1]) if len(found) > 1 else (None, found[0] if found else None)


def changes(proposal: Proposal, older: Revision | None, newer: Revision | None, reader: Audience):
    if older is None or newer is None:
        return []
    contents = [from_json(each.content) for each in (older, newer)]
    before, after = (read_content(proposal, each, reader) for each in contents)
    return compare(before, after, tuple({row.key: row.email for row in each.faculty} for each in contents))


def whole(proposal: Proposal, rows, number: str, reader: Audience) -> tuple[Revision, Reading] | None:
    """One text from its first to its last word."""
    if not (number.isascii() and number.isdigit() and len(number) < 9):
        return None
    revision = get_object_or_404(rows.select_related("by"), number=int(number))
    return revision, read_content(proposal, from_json(revision.content), reader)


def bring_back(request, proposal: Proposal, rows):
    number = request.POST.get("number", "")
    revision = get_object_or_404(rows, number=int(number) if number.isascii() and number.isdigit() else 0)
    restore(proposal, revision, by=request.user, at=timezone.now())
    messages.success(request, "The older text is back. The one it replaced is still in the history.")
    return redirect("proposal", proposal.code)

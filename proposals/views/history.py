"""Every text a proposal has had, what changed between any two, and the way back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from proposals.actions import restore
from proposals.content import from_json
from proposals.differences import compare
from proposals.models import Proposal, Revision
from proposals.reading import Reading, read_content, with_submitted_titles
from proposals.rules import edit
from proposals.views.fetching import proposal_for
from proposals.views.page import is_writer
from workshops.models.prompt import Audience

PER_PAGE = 40


@login_required
def proposal_history(request, code):
    proposal = proposal_for(request.user, code)
    if not is_writer(request.user, proposal):
        with_submitted_titles([proposal])
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
        "changes": changes(proposal, older, newer),
        "read": whole(proposal, rows, request.GET.get("read", "")),
        "may_edit": edit(request.user, proposal) is None,
    }
    return render(request, "proposals/proposal_history.html", context)


def revisions_for(person, proposal: Proposal):
    """Its own people see every text, staff those that were handed in."""
    return proposal.revisions.all() if is_writer(person, proposal) else proposal.revisions.submitted()


def pair(rows, older: str | None, newer: str | None) -> tuple[Revision | None, Revision | None]:
    """The two to compare: those asked for, else the last two."""
    numbers = [int(each) for each in (older, newer) if each and each.isascii() and each.isdigit() and len(each) < 9]
    if not numbers:
        numbers = list(rows.values_list("number", flat=True)[:2])
    found = list(rows.filter(number__in=numbers).select_related("by").order_by("number"))
    if older and newer and len({*numbers}) != len(found):
        raise Http404
    return (found[0], found[-1]) if len(found) > 1 else (None, found[0] if found else None)


def changes(proposal: Proposal, older: Revision | None, newer: Revision | None):
    if older is None or newer is None:
        return []
    contents = [from_json(each.content) for each in (older, newer)]
    before, after = (read_content(proposal, each, Audience.STAFF) for each in contents)
    return compare(before, after, tuple({row.key: row.email for row in each.faculty} for each in contents))


def whole(proposal: Proposal, rows, number: str) -> tuple[Revision, Reading] | None:
    """One text from its first to its last word."""
    if not (number.isascii() and number.isdigit() and len(number) < 9):
        return None
    revision = get_object_or_404(rows.select_related("by"), number=int(number))
    return revision, read_content(proposal, from_json(revision.content), Audience.STAFF)


def bring_back(request, proposal: Proposal, rows):
    number = request.POST.get("number", "")
    revision = get_object_or_404(rows, number=int(number) if number.isascii() and number.isdigit() else 0)
    restore(proposal, revision, by=request.user, at=timezone.now())
    messages.success(request, "The older text is back. The one it replaced is still in the history.")
    return redirect("proposal", proposal.code)

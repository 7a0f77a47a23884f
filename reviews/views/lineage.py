"""A workshop over the years, and what staff write down of an edition that was held."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people.refusal import Refused, insist
from proposals.actions import write_report
from proposals.lineage import lineage_of
from proposals.models import Proposal
from proposals.reading import with_submitted_titles
from reviews.blindness.sight import hides_anywhere
from reviews.lineage import read_by
from reviews.models.conflict import hidden_from
from workshops.models import Call
from workshops.rules import set_up


class ReportForm(forms.Form):
    attendance = forms.IntegerField(min_value=0, max_value=100_000, required=False, label="People who came")
    report = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=60_000,
        required=False,
        label="What came of it",
        help_text="Committees read it when the workshop is proposed again.",
    )


def proposal_of(person, meeting: str, call: str, code: str) -> Proposal:
    found = get_object_or_404(Call.objects.select_related("meeting"), meeting__slug=meeting, slug=call)
    rows = read_by(person, found).select_related("call__meeting", "format", "proposer")
    proposal = get_object_or_404(rows, code=code)
    if hides_anywhere(person, proposal):
        raise Http404
    with_submitted_titles([proposal])
    return proposal


@login_required
@require_safe
def lineage(request, meeting, call, code):
    proposal = proposal_of(request.user, meeting, call, code)
    editions = lineage_of(proposal, hidden_from(request.user))
    context = {
        "proposal": proposal,
        "call": proposal.call,
        "meeting": proposal.call.meeting,
        "editions": editions,
        "years": ", ".join(str(each.year) for each in editions),
        "may_report": set_up(request.user) is None,
    }
    return render(request, "reviews/lineage.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edition_report(request, meeting, call, code):
    if set_up(request.user) is not None:
        raise Http404
    proposal = proposal_of(request.user, meeting, call, code)
    known = getattr(proposal, "edition_report", None)
    initial = {"attendance": known.attendance, "report": known.report} if known else {}
    form = ReportForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            write_report(proposal, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            insist(refused.refusal)
        messages.success(request, "Written down.")
        return redirect("lineage", meeting, call, code)
    context = {"proposal": proposal, "call": proposal.call, "meeting": proposal.call.meeting, "form": form}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "reviews/edition_report.html", context, status=status)

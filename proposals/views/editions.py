"""Name an earlier edition by picking one's own, or by searching the titles of what took place in public."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.refusal import insist
from proposals.actions import link_edition
from proposals.lineage import linkable
from proposals.models import Proposal
from proposals.reading import with_submitted_titles
from proposals.rules import edit
from proposals.views.fetching import proposal_for

MOST = 20
SHORTEST = 3


class SearchForm(forms.Form):
    q = forms.CharField(
        label="Words of its title", required=False, max_length=100, widget=forms.TextInput({"type": "search"})
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edition_link(request, code):
    proposal = proposal_for(request.user, code)
    insist(edit(request.user, proposal))
    at = timezone.now()
    rows = linkable(request.user, proposal, at).order_by("-call__meeting__starts_on", "pk")
    if request.method == "POST":
        earlier = get_object_or_404(rows, code=request.POST.get("code", ""))
        link_edition(proposal, earlier, by=request.user, at=at)
        messages.success(request, f"“{earlier}” is named among the earlier editions.")
        return redirect("proposal_edit", proposal.code, "earlier-editions")
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"].strip() if form.is_valid() else ""
    mine = rows.filter(pk__in=Proposal.objects.of(request.user).order_by().values("pk"))
    found = rows.filter(title__icontains=words).exclude(pk__in=mine.values("pk")) if len(words) >= SHORTEST else []
    context = {
        "proposal": proposal,
        "form": form,
        "words": words,
        "mine": with_submitted_titles(mine[:MOST]),
        "found": with_submitted_titles(found[:MOST]),
        "named": set(proposal.earlier_editions.exclude(earlier=None).values_list("earlier", flat=True)),
    }
    return render(request, "proposals/edition_link.html", context)

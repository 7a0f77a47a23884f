"""One click: the talks of a declined or withdrawn workshop become candidates."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.refusal import insist
from proposals.candidates import rules as candidate_rules
from proposals.reading import with_submitted_titles
from reviews.actions import candidates
from reviews.merges import known_to
from reviews.views.merging import call_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def candidates_make(request, meeting, call, code):
    found = call_of(request.user, meeting, call)
    rows = known_to(request.user, found).select_related("call__meeting", "format", "proposer")
    proposal = get_object_or_404(rows, code=code)
    with_submitted_titles([proposal])
    insist(candidate_rules.make_candidates(request.user, proposal))
    onward = reverse("candidate_list", args=[found.meeting.slug])
    if request.method == "POST":
        made = candidates.make(proposal, by=request.user, at=timezone.now())
        asked = sum(each.asked_at is not None for each in made)
        talks = "1 talk is a candidate" if len(made) == 1 else f"{len(made)} talks are candidates"
        messages.success(request, f"{talks}; {asked} of their speakers are asked by letter.")
        return redirect(onward)
    question = {
        "title": f"Make the talks of “{proposal}” candidates?",
        "text": "Speakers who consented when they were invited are candidates at once. The others get a letter with "
        "a link; their talks are considered once they say yes. They learn that the workshop is not held.",
        "undo": "A letter that went cannot be taken back.",
        "action": request.path,
        "label": "Make them candidates",
        "begins": True,
        "cancel_url": onward,
        "cancel_label": "Leave them",
    }
    return render(request, "confirm.html", question)

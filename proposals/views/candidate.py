"""The page behind the secret link of a letter to a speaker: may the talk find another place? It signs nobody in, and
whoever opens it, a mail program's scanner included, changes nothing.
"""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.secret_links import by_secret_link, hash_of
from proposals.actions.candidates import answer
from proposals.candidates import rules as candidate_rules
from proposals.models import Candidate
from proposals.models.candidate import Answer
from proposals.reading import with_submitted_titles


@require_http_methods(["GET", "HEAD", "POST"])
@by_secret_link
def candidate_answer(request, token):
    rows = Candidate.objects.select_related("proposal__call__meeting", "meeting")
    found = get_object_or_404(rows.exclude(token_hash=""), token_hash=hash_of(token))
    with_submitted_titles([found.proposal])
    if request.method == "POST":
        said = request.POST.get("answer")
        if said not in Answer.values:
            raise Http404
        answer(found, consents=said == Answer.YES, at=timezone.now())
        return redirect("candidate_answer", token)
    context = {"candidate": found, "refusal": candidate_rules.answer(found)}
    return render(request, "proposals/candidate_answer.html", context)

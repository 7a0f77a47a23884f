"""Files of a proposal for those who judge it: through what they read, so that a conflict closes them too."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_safe

from people.refusal import insist
from proposals.files.rules import open_file
from proposals.files.serving import serve
from proposals.models import Proposal
from reviews.blindness.showing import seen_by
from reviews.blindness.sight import Sight, sight_of
from reviews.models import Assignment, Stage
from reviews.views.reach import assignment_of, case_of, to_state_first


@login_required
@require_safe
def review_file(request, meeting, assignment, file):
    """For who reads the proposal."""
    found = assignment_of(request.user, meeting, assignment)
    if first := to_state_first(request, found.stage.call.meeting):
        return first
    return answer(request, found.proposal, file, sight_of(found.stage, request.user))


@login_required
@require_safe
def dossier_file(request, meeting, stage, code, file):
    """For who leads the stage or decides in it."""
    found, standing, proposal = case_of(request.user, meeting, stage, code)
    if first := to_state_first(request, found.call.meeting):
        return first
    return answer(request, proposal, file, sight_of(found, request.user, standing))


def answer(request, proposal: Proposal, code: str, sight: Sight):
    """Only what was handed in and answers a question that committees read, under a name this reader may know."""
    attachment = seen_by(proposal, sight).files.get(code)
    if attachment is None:
        raise Http404
    insist(open_file(request.user, attachment))
    return serve(request, attachment)


def files_of_review(assignment: Assignment) -> str:
    """The address before a file's code."""
    return _before("review_file", meeting=assignment.stage.call.meeting.slug, assignment=assignment.pk)


def files_of_dossier(stage: Stage, proposal: Proposal) -> str:
    return _before("dossier_file", meeting=stage.call.meeting.slug, stage=stage.pk, code=proposal.code)


def _before(name: str, **arguments) -> str:
    return reverse(name, kwargs=arguments | {"file": "x"}).removesuffix("x/")

"""The sections of the editor, in order, and the form of each."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from proposals.content import Content
from proposals.forms.points import PointsForm
from proposals.forms.posted import without_nuls
from proposals.forms.rows import FORMSETS
from proposals.forms.texts import BasicsForm, QuestionsForm
from proposals.lifecycle import State
from proposals.models import Proposal
from proposals.prompts.questions import prompts_of, shared_prompts
from proposals.revising.points import asked
from workshops.models import ResearchPriority, Topic

LABELS = {
    "basics": "Basics",
    "questions": "The questions",
    "people": "People",
    "running-order": "Running order",
    "earlier-editions": "Earlier editions",
    "check": "Check and submit",
}
POINTS = {"points": "What to change"}
ROW_FIELDS = {"people": "faculty", "running-order": "items", "earlier-editions": "editions"}


@dataclass(frozen=True)
class SectionLink:
    slug: str
    label: str
    url: str
    mark: str
    here: bool


def labels_of(proposal: Proposal) -> dict[str, str]:
    """The sections of this proposal's editor; first what a revision was asked for."""
    if proposal.state == State.JOINT:
        return LABELS | {"check": "Read and consent"}
    return POINTS | LABELS if asked(proposal) else LABELS


def form_of(section: str, proposal: Proposal, content: Content, data: Any = None) -> Any:
    """The form of a section, filled with `content`, or bound to what was posted."""
    data = without_nuls(data)
    if section == "basics":
        topics = Topic.objects.filter(meeting=proposal.call.meeting_id)
        offered = Q(is_current=True) | Q(code__in=content.priorities)
        return BasicsForm(content, topics, ResearchPriority.objects.filter(offered), data=data)
    if section == "questions":
        asked_of = shared_prompts if proposal.state == State.JOINT else prompts_of
        prompts = [prompt for prompt in asked_of(proposal.format) if not prompt.is_later]
        return QuestionsForm(content, prompts, data=data)
    if section == "points":
        return PointsForm(content, asked(proposal), data=data)
    field = ROW_FIELDS[section]
    return FORMSETS[field](field, content, data=data)


def changes_of(form: Any, act: str) -> dict[str, Any]:
    return form.changes(act) if act and hasattr(form, "rows") else form.changes()


def next_of(section: str) -> str:
    slugs = [*POINTS, *LABELS]
    return slugs[min(slugs.index(section) + 1, len(slugs) - 1)]

"""Files of a proposal: sent from the editor, listed, downloaded, removed for good."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.refusal import Refusal, Refused, insist
from proposals.actions.attaching import remove_file
from proposals.files import rules as file_rules
from proposals.files.serving import serve
from proposals.models import Attachment, Proposal
from proposals.prompts.questions import AFTER_ACCEPTANCE, prompts_of
from proposals.rows import content_of
from proposals.views.editing import frame, posted
from proposals.views.fetching import proposal_for
from proposals.views.sending import FIELD, file_answers, send_file, with_fault
from workshops.forms.asked import label_of, notes_of
from workshops.models import Prompt
from workshops.models.prompt import PromptKind

PER_PAGE = 40


@login_required
@require_safe
def file_download(request, file):
    attachment = attachment_for(request.user, file)
    if attachment.removed_at:
        refusal = file_rules.open_file(request.user, attachment)
        return render(request, "refused.html", {"refusal": refusal}, status=410)
    insist(file_rules.open_file(request.user, attachment))
    return serve(request, attachment)


@login_required
@require_safe
def proposal_files(request, code):
    """Every file it ever had, as far as this person may know of it."""
    proposal = proposal_for(request.user, code)
    rows = Attachment.objects.visible_to(request.user).filter(proposal=proposal).select_related("by")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    writes = file_rules.send(request.user, proposal) is None
    context = {
        "proposal": proposal,
        "page": page,
        "files": told_of(proposal, page, request.user, writes),
        "writes": writes,
    }
    return render(request, "proposals/proposal_files.html", context)


def told_of(proposal: Proposal, page, person, writes: bool) -> list[dict]:
    """Rows of the page, with what may be done with each; one query for all of them."""
    labels = {prompt.slug: prompt.label for prompt in proposal.call.prompts.all()}
    named = {row.pk for row in page}
    handed_in = set(Attachment.objects.handed_in().filter(pk__in=named).values_list("pk", flat=True))
    present = set(proposal.answers.values())
    return [
        {
            "file": row,
            "label": labels.get(row.prompt, row.prompt),
            "is_present": row.code in present,
            "is_handed_in": row.pk in handed_in,
            "is_closed": file_rules.open_file(person, row) is not None,
            "is_removable": writes and not (row.removed_at or row.code in present or row.pk in handed_in),
        }
        for row in page
    ]


@login_required
@require_POST
def file_send(request, code, prompt):
    """From the editor's page with script: a file, and the piece of the page that changes."""
    proposal = proposal_for(request.user, code)
    asked = file_prompt(proposal, prompt)
    insist(file_rules.send(request.user, proposal))
    page, refusal = posted(request.POST), None
    base = page.base_version
    try:
        upload = request.FILES.get(FIELD + asked.slug)
        sent = send_file(request, proposal, asked.slug, upload, base_version=base, tab=page.tab)
        proposal, base = sent.proposal, sent.base
    except Refused as refused:
        refusal = refused.refusal
    return piece(request, proposal, asked, base, refusal)


def piece(request, proposal: Proposal, prompt: Prompt, base: int, refusal: Refusal | None):
    """What stands at the question now, and what replaces its like around it."""
    content = content_of(proposal)
    answer = file_answers(proposal, [prompt], content.answers)[prompt.slug]
    around = {"proposal": proposal} if prompt.is_later else frame(request, proposal, "questions", content)
    context = around | {
        "answer": with_fault(answer, refusal) if refusal else answer,
        "label": label_of(prompt),
        "help": " ".join(notes_of(prompt, {})),
        "base_version": base,
    }
    return render(request, "proposals/_file_sent.html", context, status=422 if refusal else 200)


def file_prompt(proposal: Proposal, slug: str) -> Prompt:
    """A question for a file that is asked now: before submitting, or after acceptance."""
    is_later = proposal.state in AFTER_ACCEPTANCE
    found = (prompt for prompt in prompts_of(proposal.format) if prompt.slug == slug)
    prompt = next(found, None)
    if prompt is None or prompt.kind != PromptKind.FILE or prompt.is_later != is_later:
        raise Http404
    return prompt


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def file_remove(request, file):
    """Out of the history for good; asked first, since nothing brings it back."""
    attachment = attachment_for(request.user, file)
    insist(file_rules.remove_file(request.user, attachment))
    back = reverse("proposal_files", args=[attachment.proposal.code])
    if request.method == "POST":
        remove_file(attachment, by=request.user, at=timezone.now())
        messages.success(request, f"“{attachment}” is removed.")
        return redirect(back)
    context = {
        "title": f"Remove “{attachment}”?",
        "text": "It makes room for other files.",
        "losses": [f"“{attachment}”: an earlier text that is brought back will not have it any more."],
        "undo": "This cannot be undone.",
        "action": request.path,
        "label": "Remove it",
        "cancel_url": back,
    }
    return render(request, "confirm.html", context)


def attachment_for(person, code: str) -> Attachment:
    rows = Attachment.objects.visible_to(person)
    related = ("proposal__call__meeting", "proposal__format", "proposal__proposer")
    return get_object_or_404(rows.select_related(*related), code=code)

"""Write in a proposal, section by section. It saves itself; without script the buttons save."""

import re
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Textarea
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from people.codes import random_code
from people.refusal import insist
from proposals.actions import Clash, Saved, open_editor, save
from proposals.content import TITLE_LETTERS, Content
from proposals.forms.sections import LABELS, POINTS, changes_of, form_of, labels_of, next_of
from proposals.joining.consents import standing_consents
from proposals.joining.rules import beside, judged
from proposals.judging.sheet import judge
from proposals.lifecycle import State, Verb
from proposals.models import Proposal
from proposals.prompts.questions import faults_in
from proposals.reading import read_draft
from proposals.revising.points import judge_points
from proposals.rows import content_of
from proposals.rules import edit, may
from proposals.standing.turns import standing_of
from proposals.views.clashes import told
from proposals.views.fetching import proposal_for
from proposals.views.sending import take_files, with_files
from proposals.views.sheet import news_of, sections_of, sheet_of, told_by
from proposals.views.signed_out import gives_back_what_was_typed
from workshops.answering import words
from workshops.forms.asked import asked_on

ROW_LABELS = {
    "people": ("Nameless", "Somebody else"),
    "running-order": ("Untitled", "Another item"),
    "earlier-editions": ("Untitled", "Another earlier edition"),
}
MOST_TOLD = 2_000
TAB = re.compile(r"[0-9a-z]{1,16}")


@gives_back_what_was_typed
def proposal_edit(request, code, section):
    proposal = proposal_for(request.user, code)
    if section not in POINTS | LABELS:
        raise Http404
    insist(edit(request.user, proposal))
    if section not in labels_of(proposal):
        raise Http404
    if section == "check":
        return check(request, proposal)
    return take(request, proposal, section) if request.method == "POST" else show(request, proposal, section)


def show(request, proposal: Proposal, section: str, form: Any = None, clash: Clash | None = None):
    """The section's page, with a fresh tab that is based on the text as it is now."""
    proposal = open_editor(proposal)
    content = content_of(proposal)
    form = form or form_of(section, proposal, clash.with_mine if clash else content)
    focus = request.GET.get("row", "")
    if focus == "new" and section in ROW_LABELS:
        form.forms[-1].visible_fields()[0].field.widget.attrs["autofocus"] = True
    context = frame(request, proposal, section, content) | {
        "form": form,
        "tab": random_code(),
        "base_version": proposal.version,
        "clash": told(clash, request.user) if clash else None,
        "focus": focus,
        "next_label": LABELS[next_of(section)],
        **drawn(section, proposal, form),
    }
    return render(request, "proposals/proposal_edit.html", context, status=409 if clash else 200)


def drawn(section: str, proposal: Proposal, form: Any) -> dict[str, Any]:
    """How the fields of a section are laid out: texts in groups with their word limits, or rows with their names."""
    if section in ROW_LABELS:
        row_label, new_label = ROW_LABELS[section]
        return {"row_label": row_label, "new_label": new_label}
    if section == "points":
        return {
            "groups": [(name, [(field, *counted(field, None)) for field in fields]) for name, fields in form.groups()]
        }
    if section == "basics":
        return {"groups": [("", [(field, *(titled(field) or counted(field, None))) for field in form])]}
    asked = asked_on(form, form.prompts, form.prompts, form.initial)
    return {"asked": with_files(asked, proposal, proposal.answers)}


def counted(field: Any, limit: int | None) -> tuple[int | None, int, str]:
    """The limit (0: none) and the words now, for long texts."""
    is_long = isinstance(field.field.widget, Textarea)
    return (limit or 0) if is_long else None, words(str(field.value() or "")), "words"


def titled(field: Any) -> tuple[int, int, str] | None:
    """A title is counted in letters; a longer one is kept, and told beside the field."""
    return (TITLE_LETTERS, len(str(field.value() or "")), "letters") if field.name == "title" else None


def frame(request, proposal: Proposal, section: str, content: Content) -> dict[str, Any]:
    """What stands around every section: the rails and the totals."""
    lines = [*judge_points(proposal, content), *judge(proposal, judged(proposal, content), beside(proposal))]
    return {
        "proposal": proposal,
        "section": section,
        "label": (POINTS | LABELS)[section],
        "content": content,
        "sections": sections_of(proposal, section, content, lines),
        "lines": sheet_of(proposal, lines),
        "sheet_told": told_by(lines),
        "news": news_of(lines, request.POST.get("sheet_told", "")[:MOST_TOLD]),
        "consented": standing_consents(proposal),
        "standing": standing_of(proposal, request.user, timezone.now()),
    }


@dataclass(frozen=True)
class Posted:
    """What the page says about itself. One that is `leaving` hears no answer."""

    act: str
    base_version: int
    tab: str
    goes_on: bool
    leaving: bool


def posted(data) -> Posted:
    base, tab = data.get("base_version", ""), data.get("tab", "")
    number = int(base) if base.isascii() and base.isdigit() and len(base) < 9 else 0
    tab = tab if TAB.fullmatch(tab) else ""
    return Posted(data.get("act", ""), number, tab, data.get("go") == "next", "leaving" in data)


def take(request, proposal: Proposal, section: str):
    """Save what was posted, as far as it is sound, and answer the script or the person."""
    page = posted(request.POST)
    form = form_of(section, proposal, content_of(proposal), request.POST)
    try:
        saved = save(
            proposal,
            section,
            changes_of(form, page.act),
            base_version=page.base_version,
            by=request.user,
            at=timezone.now(),
            auto=bool(request.htmx) or page.leaving,
            tab=page.tab,
        )
    except Clash as clash:
        return HttpResponse(status=204) if page.leaving else say_clash(request, section, clash, page.tab)
    if page.leaving:
        return HttpResponse(status=204)
    if request.htmx:
        return say_saved(request, saved, section, form)
    if saved.took_in:
        messages.info(request, "Somebody else wrote here meanwhile. Both changes are in the text below.")
    faults = take_files(request, saved.proposal, form.prompts, page.act) if section == "questions" else []
    for fault in faults:
        messages.error(request, fault)
    if faults or not form.is_valid():
        return show(request, saved.proposal, section, form)
    return heard(request, page.tab, redirect(_after(saved.proposal, section, page)))


def heard(request, tab: str, response):
    """Tell the next page that what this one's button sent has arrived, so that the browser need not keep it."""
    if tab:
        response.set_cookie(
            "kept_tab", tab, max_age=120, path="/proposals/", secure=request.is_secure(), samesite="Lax"
        )
    return response


def _after(proposal: Proposal, section: str, page: Posted) -> str:
    section = next_of(section) if page.goes_on else section
    address = reverse("proposal_edit", args=[proposal.code, section])
    verb, _, key = page.act.partition("-")
    if verb == "add":
        return f"{address}?row=new"
    return f"{address}?row={key}" if verb in ("up", "down") and TAB.fullmatch(key) else address


def say_saved(request, saved: Saved, section: str, form: Any):
    """Pieces that replace their like in the page: saved state, rule sheet, totals. The fields are left alone."""
    content = content_of(saved.proposal)
    context = frame(request, saved.proposal, section, content) | {
        "base_version": saved.base,
        "saved": saved,
        "faults": faults_of(form),
        "beside": faults_in(form.prompts, content.answers) if section == "questions" else [],
    }
    return render(request, "proposals/_saved.html", context)


def say_clash(request, section: str, clash: Clash, tab: str):
    if request.htmx:
        return render(request, "proposals/_clash.html", {"clash": told(clash, request.user)}, status=409)
    return heard(request, tab, show(request, clash.proposal, section, clash=clash))


def faults_of(form: Any) -> list[str]:
    """What could not be kept, in sentences."""
    each = form.forms if hasattr(form, "forms") else [form]
    return [
        f"{one.fields[name].label or name.replace('_', ' ').capitalize()}: {error}"
        for one in each
        for name, errors in one.errors.items()
        for error in errors
    ]


def check(request, proposal: Proposal):
    """Everything once more before it is handed in; a joint text is consented to on the page of its offer."""
    if proposal.state == State.JOINT:
        return redirect("merge_offer", proposal.joint_of.code)
    content = content_of(proposal)
    verb = Verb.SUBMIT if proposal.state == State.DRAFT else Verb.RESUBMIT
    refusal = may(verb, request.user, proposal, timezone.now())
    context = frame(request, proposal, "check", content) | {
        "verb": verb,
        "refusal": refusal,
        "reading": read_draft(proposal),
    }
    needed = sum(line.mark == "block" for line in context["lines"])
    context["why"] = (
        f"{refusal}" if refusal and not needed else f"Needed: {needed}. Each leads to where it is mended."
    )
    return render(request, "proposals/proposal_check.html", context)

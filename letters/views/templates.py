"""The society's letters in its own words: sets, and the letters of a set."""

from collections import defaultdict

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST, require_safe

from letters import wording
from letters.choosing import Pending, choose
from letters.forms import LetterSetForm, TemplateForm, kinds
from letters.kinds import KINDS, Kind
from letters.matching import pending_of, sorted_out
from letters.message import sheet
from letters.models import LetterSet, LetterTemplate
from letters.placeholders import fill_line, fill_markdown
from letters.views.outbox import LETTER_POLICY
from people.doors import staff_only


@staff_only
def letter_set_list(request):
    form = LetterSetForm(request.POST or None)
    if form.is_valid():
        made = wording.make_set(form.cleaned_data["name"], by=request.user, at=timezone.now())
        return redirect("letter_template_list", made.pk)
    sets = LetterSet.objects.with_own_letters().order_by("name")
    return render(request, "letters/set_list.html", {"form": form, "sets": sets, "number_of_kinds": len(KINDS)})


@require_safe
@staff_only
def letter_template_list(request, set):
    letter_set = get_object_or_404(LetterSet, pk=set)
    own = defaultdict(list)
    for template in letter_set.templates.all():
        own[template.kind].append(template)
    rows = [row_of(kind, own[kind.name]) for kind in kinds()]
    return render(request, "letters/template_list.html", {"letter_set": letter_set, "rows": rows})


def row_of(kind: Kind, own: list[LetterTemplate]) -> dict:
    """`own`: the society's words for all; `conditions`: how many letters it has for some only."""
    rest = next((each for each in own if not each.name), None)
    return {"kind": kind, "own": rest, "conditions": sum(bool(each.name) for each in own)}


@staff_only
def letter_template_edit(request, set, kind):
    letter_set, known = get_object_or_404(LetterSet, pk=set), kind_or_404(kind)
    template = template_of(letter_set, known)
    form = TemplateForm(request.POST or None, instance=template, kind=known)
    if form.is_valid():
        wording.write(letter_set, known, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, f"The letter “{known.label}” is kept. Letters written from now on use it.")
        return redirect("letter_template_list", letter_set.pk)
    pending = sorted_out(known, letter_set, request.user).matching("")
    context = {
        "letter_set": letter_set,
        "kind": known,
        "form": form,
        "is_own": bool(template.pk),
        "pending": pending,
    }
    return render(request, "letters/template_form.html", context)


@staff_only
@csp_override(LETTER_POLICY)
@xframe_options_sameorigin
def letter_template_preview(request, set, kind):
    """What is typed (POST) or kept (GET) for the frame beside the form: filled with the kind's samples, or with what
    a letter that is still to be sent says (`for`). Of several kept ones it is `template`, or the one chosen for it.
    """
    letter_set, known = get_object_or_404(LetterSet, pk=set), kind_or_404(kind)
    one = pending_of(known, letter_set, request.user, request.POST.get("for", request.GET.get("for", "")))
    template = shown_of(letter_set, known, request.GET.get("template", ""), one)
    form = TemplateForm(request.POST or None, instance=template, kind=known)
    if form.is_bound and not form.is_valid():
        return render(request, "mail/no_preview.html", {"form": form})
    values = one.values() if one else known.placeholders
    page = sheet(fill_line(template.subject, values), fill_markdown(template.body, values, links=known.links))
    return HttpResponse(page.html)


def shown_of(letter_set: LetterSet, kind: Kind, key: str, one: Pending | None) -> LetterTemplate:
    """The template that is asked for by its key, or the one by which this letter would be written."""
    rows = letter_set.templates.filter(kind=kind.name)
    if key.isdecimal() and len(key) < 19:
        return get_object_or_404(rows, pk=key)
    return (choose(rows, one.known) if one else None) or template_of(letter_set, kind)


@require_POST
@staff_only
def letter_template_reset(request, set, kind):
    letter_set, known = get_object_or_404(LetterSet, pk=set), kind_or_404(kind)
    wording.forget(letter_set, known, by=request.user, at=timezone.now())
    messages.success(request, f"The letter “{known.label}” is the default again.")
    return redirect("letter_template_list", letter_set.pk)


def kind_or_404(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


def template_of(letter_set: LetterSet, kind: Kind) -> LetterTemplate:
    """The society's own, or an unsaved one with the default words."""
    own = letter_set.templates.filter(kind=kind.name, name="").first()
    return own or LetterTemplate(letter_set=letter_set, kind=kind.name, subject=kind.subject, body=kind.body)

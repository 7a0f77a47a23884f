"""The society's letters in its own words: sets, and the letters of a set."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST, require_safe

from letters import wording
from letters.forms import LetterSetForm, TemplateForm, kinds
from letters.kinds import KINDS, Kind
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
    own = {template.kind: template for template in letter_set.templates.all()}
    rows = [{"kind": kind, "own": own.get(kind.name)} for kind in kinds()]
    return render(request, "letters/template_list.html", {"letter_set": letter_set, "rows": rows})


@staff_only
def letter_template_edit(request, set, kind):
    letter_set, known = get_object_or_404(LetterSet, pk=set), kind_or_404(kind)
    template = template_of(letter_set, known)
    form = TemplateForm(request.POST or None, instance=template, kind=known)
    if form.is_valid():
        wording.write(letter_set, known, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, f"The letter “{known.label}” is kept. Letters written from now on use it.")
        return redirect("letter_template_list", letter_set.pk)
    context = {"letter_set": letter_set, "kind": known, "form": form, "is_own": bool(template.pk)}
    return render(request, "letters/template_form.html", context)


@staff_only
@csp_override(LETTER_POLICY)
@xframe_options_sameorigin
def letter_template_preview(request, set, kind):
    """What is typed (POST) or kept (GET), filled with the kind's samples, for the frame beside the form."""
    letter_set, known = get_object_or_404(LetterSet, pk=set), kind_or_404(kind)
    template = template_of(letter_set, known)
    form = TemplateForm(request.POST or None, instance=template, kind=known)
    if form.is_bound and not form.is_valid():
        return render(request, "mail/no_preview.html", {"form": form})
    samples = known.placeholders
    page = sheet(fill_line(template.subject, samples), fill_markdown(template.body, samples, links=known.links))
    return HttpResponse(page.html)


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
    own = letter_set.templates.filter(kind=kind.name).first()
    return own or LetterTemplate(letter_set=letter_set, kind=kind.name, subject=kind.subject, body=kind.body)

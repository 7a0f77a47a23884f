"""Several letters of a kind: which comes first, under which condition, and whom each would be sent to."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from letters import wording
from letters.forms import ConditionForm
from letters.kinds import Kind
from letters.matching import sorted_out
from letters.models import LetterSet, LetterTemplate
from letters.views.templates import kind_or_404
from people.doors import staff_only
from people.refusal import Refused


@require_safe
@staff_only
def letter_choices(request, set, kind):
    letter_set, known = set_and_kind(set, kind)
    sorting = sorted_out(known, letter_set, request.user)
    one = next((each for each in sorting.pending if each.key == request.GET.get("for")), None)
    words = request.GET.get("q", "")[:100]
    context = {
        "letter_set": letter_set,
        "kind": known,
        "sorting": sorting,
        "words": words,
        "found": sorting.matching(words),
        "one": one,
        "chosen": sorting.chosen(one) if one else None,
    }
    return render(request, "letters/choices.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def letter_condition_add(request, set, kind):
    letter_set, known = set_and_kind(set, kind)
    rest = letter_set.templates.filter(kind=known.name, name="").first() or known
    fresh = LetterTemplate(letter_set=letter_set, kind=known.name, subject=rest.subject, body=rest.body)
    return edited(request, letter_set, known, fresh)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def letter_condition_edit(request, set, kind, template):
    letter_set, known = set_and_kind(set, kind)
    return edited(request, letter_set, known, condition_or_404(letter_set, known, template))


def edited(request, letter_set: LetterSet, kind: Kind, template: LetterTemplate):
    form = ConditionForm(request.POST or None, instance=template, kind=kind, letter_set=letter_set)
    if form.is_valid() and kept(request, form, letter_set, kind, template):
        messages.success(request, f"“{form.cleaned_data['name']}” is kept. Letters written from now on use it.")
        return redirect("letter_choices", letter_set.pk, kind.name)
    context = {
        "letter_set": letter_set,
        "kind": kind,
        "form": form,
        "template": template,
        "title": template.name or f"{kind.label}: a letter for some only",
        "lead": "Tick the answers that fit. Of one question any is enough; every question with a tick has to fit.",
        "pending": sorted_out(kind, letter_set, request.user).matching(""),
    }
    return render(request, "letters/template_form.html", context, status=422 if form.errors else 200)


def kept(request, form, letter_set: LetterSet, kind: Kind, template: LetterTemplate) -> bool:
    row = template if template.pk else None
    try:
        wording.write_under(letter_set, kind, row, **form.kept, by=request.user, at=timezone.now())
    except Refused as refused:
        form.add_error("name", str(refused.refusal))
        return False
    return True


@require_POST
@staff_only
def letter_condition_move(request, set, kind, template):
    letter_set, known = set_and_kind(set, kind)
    row = condition_or_404(letter_set, known, template)
    wording.move(row, up=request.POST.get("way") == "up", by=request.user, at=timezone.now())
    return redirect("letter_choices", letter_set.pk, known.name)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def letter_condition_remove(request, set, kind, template):
    letter_set, known = set_and_kind(set, kind)
    row = condition_or_404(letter_set, known, template)
    if request.method == "POST":
        wording.remove(row, by=request.user, at=timezone.now())
        messages.success(request, f"“{row.name}” is removed.")
        return redirect("letter_choices", letter_set.pk, known.name)
    context = {
        "title": f"Remove “{row.name}”?",
        "text": "Letters that it would have written are written by the next one that fits.",
        "losses": [f"Its subject and its words: {row.subject}"],
        "action": request.path,
        "label": "Remove it",
        "cancel_url": reverse("letter_choices", args=[letter_set.pk, known.name]),
    }
    return render(request, "confirm.html", context)


def set_and_kind(set: int, kind: str) -> tuple[LetterSet, Kind]:
    """Of kinds of which nothing is known when a letter is written there is one template only."""
    letter_set, known = get_object_or_404(LetterSet, pk=set), kind_or_404(kind)
    if not known.facts:
        raise Http404
    return letter_set, known


def condition_or_404(letter_set: LetterSet, kind: Kind, key: int) -> LetterTemplate:
    return get_object_or_404(letter_set.templates.filter(kind=kind.name).exclude(name=""), pk=key)

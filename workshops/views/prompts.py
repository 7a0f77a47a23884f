"""The questions of a call: written, ordered, taken from another call, and seen as a proposer sees them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from audit.models import Entry
from people.refusal import insist
from workshops import rules
from workshops.actions import arranging, asking
from workshops.forms.asked import asked_on
from workshops.forms.prompts import ImportForm, PreviewForm, PromptForm
from workshops.held import answers_in, was_ever_answered
from workshops.listing import listed, told
from workshops.models import Call, Prompt
from workshops.sections import in_order
from workshops.views.doors import acted, call_of, removal, staff_page, undo_offer


def address(call: Call) -> str:
    return reverse("prompt_list", args=[call.meeting.slug, call.slug])


def prompt_of(call: Call, slug: str) -> Prompt:
    """One that is asked."""
    return get_object_or_404(call.prompts.asked().select_related("call__meeting"), slug=slug)


@staff_page
def prompt_list(request, meeting, call):
    call = call_of(meeting, call)
    prompts = list(call.prompts.prefetch_related("formats"))
    asked = in_order(prompt for prompt in prompts if prompt.archived_at is None)
    answers = {slug: len(texts) for slug, texts in answers_in(call).items()}
    page = {
        "meeting": meeting,
        "call": call,
        "sections": listed(asked, answers),
        "first": asked[0].slug if asked else "",
        "last": asked[-1].slug if asked else "",
        "archived": [(prompt, told(answers.get(prompt.slug, 0))) for prompt in prompts if prompt.archived_at],
        "undo": undo_offer(request, meeting),
        "moved": moved(request, call),
        "way": request.GET.get("way", ""),
    }
    return render(request, "workshops/prompt_list.html", page)


def moved(request, call: Call) -> dict | None:
    """The move just made, named in the address, with where the question stood before."""
    number = request.GET.get("moved", "")
    entries = Entry.objects.filter(by_id=request.user.pk, verb="move_prompt")
    entry = entries.filter(pk=number).first() if number.isdecimal() and len(number) < 18 else None
    key = entry.about.rpartition(":")[2] if entry else ""
    prompt = call.prompts.asked().filter(pk=key).first() if entry else None
    if entry is None or prompt is None:
        return None
    section, before = entry.detail["was"]
    return {"prompt": prompt, "section": entry.detail["section"], "was_section": section, "was_before": before}


@staff_page
def prompt_new(request, meeting, call):
    call = call_of(meeting, call)
    form = PromptForm(request.POST or None, call=call)
    if acted(request, form, asking.add_prompt, call):
        return redirect(address(call))
    return show_prompt(request, call, form, "A new question", label="Add it")


@staff_page
def prompt_edit(request, meeting, call, prompt):
    """A change that answers do not survive is told first, with how many they are."""
    call = call_of(meeting, call)
    found = prompt_of(call, prompt)
    title, form = str(found), PromptForm(request.POST or None, instance=found, call=call)
    if request.method == "POST" and form.is_valid():
        warnings = form.consequences(answers_in(call).get(found.slug, ()))
        if warnings and request.POST.get("anyway") != " ".join(warnings):
            return show_prompt(request, call, form, title, warnings=warnings, anyway=" ".join(warnings))
    if acted(request, form, asking.edit_prompt, found):
        return redirect(f"{address(call)}#{found.slug}")
    return show_prompt(request, call, form, title)


def show_prompt(request, call: Call, form: PromptForm, title: str, **more):
    page = {
        "meeting": call.meeting,
        "call": call,
        "form": form,
        "title": title,
        "back": address(call),
        "label": "Save",
    }
    return render(request, "workshops/prompt_form.html", page | more)


@staff_page
@require_POST
def prompt_move(request, meeting, call, prompt):
    """One place up or down, or where it was dragged; the page comes back at the moved line, and can undo it."""
    call = call_of(meeting, call)
    found, way = prompt_of(call, prompt), request.POST.get("way", "")
    way = way if way in ("up", "down") else ""
    act = {"by": request.user, "at": timezone.now()}
    if way:
        asking.move_prompt(found, up=way == "up", **act)
    else:
        section, before = request.POST.get("section", found.section), request.POST.get("before", "")
        arranging.place_prompt(found, section=section, before=before, **act)
    entry = Entry.objects.about(found).filter(by_id=request.user.pk, verb="move_prompt").first()
    told = f"?moved={entry.pk}" if entry else ""
    # The button that moved it takes the focus again, which a browser does only where no line is named.
    return redirect(f"{address(call)}{told}&way={way}" if entry and way else f"{address(call)}{told}#{found.slug}")


@staff_page
@require_POST
def prompt_duplicate(request, meeting, call, prompt):
    call = call_of(meeting, call)
    again = arranging.duplicate_prompt(prompt_of(call, prompt), by=request.user, at=timezone.now())
    messages.success(request, "This is a copy. Change what differs.")
    return redirect("prompt_edit", meeting.slug, call.slug, again.slug)


@staff_page
def prompt_remove(request, meeting, call, prompt):
    """Where it was answered nothing is removed: it is asked no more."""
    call = call_of(meeting, call)
    found = prompt_of(call, prompt)
    if not was_ever_answered(found):
        return removal(request, found, asking.remove_prompt, address(call), rule=rules.remove_prompt, can_undo=True)
    insist(rules.remove_prompt(found))
    if request.method == "POST":
        asking.remove_prompt(found, by=request.user, at=timezone.now())
        messages.success(request, f"“{found}” is asked no more. Its answers stay.")
        return redirect(f"{address(call)}#archived")
    count = len(answers_in(call).get(found.slug, ()))
    page = {
        "title": f"Ask “{found}” no more?",
        "text": f"It was answered: {count} answers stand now. They all stay where they are, for staff and in the "
        "history of each proposal.",
        "undo": "You can bring the question back at any time.",
        "action": request.path,
        "label": "Ask it no more",
        "begins": True,
        "cancel_url": address(call),
    }
    return render(request, "confirm.html", page)


@staff_page
@require_POST
def prompt_bring_back(request, meeting, call, prompt):
    call = call_of(meeting, call)
    found = get_object_or_404(call.prompts.archived(), slug=prompt)
    arranging.bring_back_prompt(found, by=request.user, at=timezone.now())
    messages.success(request, f"“{found}” is asked again, with the answers it had.")
    return redirect(f"{address(call)}#{found.slug}")


@staff_page
def prompt_import(request, meeting, call):
    """Questions of another call: first which call, then which of its questions."""
    call = call_of(meeting, call)
    page = {"meeting": meeting, "call": call, "back": address(call)}
    calls = Call.objects.exclude(pk=call.pk).select_related("meeting")
    source = calls.filter(pk=number).first() if (number := as_number(request.GET.get("from", ""))) else None
    if source is None:
        asked = Prompt.objects.asked().order_by().values("call").distinct()
        found = calls.filter(pk__in=asked).order_by("-closes_at", "pk")[:200]
        return render(request, "workshops/prompt_import.html", page | {"calls": found})
    form = ImportForm(request.POST if request.method == "POST" else None, source=source, target=call)
    if request.method == "POST" and form.is_valid():
        made = arranging.import_prompts(call, prompts=form.chosen(), by=request.user, at=timezone.now())
        messages.success(request, f"{len(made)} questions came along. They stand last: move them where they belong.")
        return redirect(f"{address(call)}#{made[0].slug}")
    return render(request, "workshops/prompt_import.html", page | {"source": source, "form": form})


def as_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


@staff_page
def prompt_preview(request, meeting, call):
    """The form of one format as a proposer meets it; what is typed here is answered and not kept."""
    call = call_of(meeting, call)
    formats = list(call.formats.all())
    chosen = next((each for each in formats if each.slug == request.GET.get("format")), (formats or [None])[0])
    prompts = list(Prompt.objects.asked_of(chosen) if chosen else call.prompts.asked())
    form = PreviewForm(request.POST if request.method == "POST" else None, prompts=prompts)
    parts = [
        asked_on(form, [each for each in prompts if each.is_later == is_later], prompts, form.answers)
        for is_later in (False, True)
    ]
    page = {
        "meeting": meeting,
        "call": call,
        "tabs": [(each.name, f"?format={each.slug}", each == chosen) for each in formats],
        "form": form,
        "now": parts[0],
        "later": parts[1],
        "missing": form.missing if form.is_bound else [],
    }
    return render(request, "workshops/prompt_preview.html", page)

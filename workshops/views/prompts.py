"""The questions of a call: written, ordered, and seen as a proposer sees them."""

from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from workshops import rules
from workshops.actions import asking
from workshops.forms.prompts import PreviewForm, PromptForm
from workshops.views.doors import acted, call_of, removal, show_form, staff_page, undo_offer


def address(call) -> str:
    return reverse("prompt_list", args=[call.meeting.slug, call.slug])


@staff_page
def prompt_list(request, meeting, call):
    call = call_of(meeting, call)
    prompts = call.prompts.prefetch_related("formats")
    page = {"meeting": meeting, "call": call, "prompts": prompts, "undo": undo_offer(request, meeting)}
    return render(request, "workshops/prompt_list.html", page)


@staff_page
def prompt_new(request, meeting, call):
    call = call_of(meeting, call)
    form = PromptForm(request.POST or None, call=call)
    if acted(request, form, asking.add_prompt, call):
        return redirect(address(call))
    return show_form(request, form, "A new question", address(call), meeting=meeting, call=call, label="Add it")


@staff_page
def prompt_edit(request, meeting, call, prompt):
    call = call_of(meeting, call)
    found = get_object_or_404(call.prompts, slug=prompt)
    title = str(found)
    form = PromptForm(request.POST or None, instance=found, call=call)
    if acted(request, form, asking.edit_prompt, found):
        return redirect(address(call))
    return show_form(request, form, title, address(call), meeting=meeting, call=call, kicker="Question")


@staff_page
@require_POST
def prompt_move(request, meeting, call, prompt):
    """One place up or down; the page comes back at the moved line."""
    call = call_of(meeting, call)
    found = get_object_or_404(call.prompts, slug=prompt)
    asking.move_prompt(found, up=request.POST.get("way") == "up", by=request.user, at=timezone.now())
    return redirect(f"{address(call)}#{found.slug}")


@staff_page
def prompt_remove(request, meeting, call, prompt):
    call = call_of(meeting, call)
    found = get_object_or_404(call.prompts, slug=prompt)
    return removal(request, found, asking.remove_prompt, address(call), rule=rules.remove_prompt, can_undo=True)


@staff_page
def prompt_preview(request, meeting, call):
    """The form of one format as a proposer meets it; nothing typed here is kept."""
    call = call_of(meeting, call)
    formats = list(call.formats.all())
    chosen = next(
        (each for each in formats if each.slug == request.GET.get("format")), formats[0] if formats else None
    )
    asked = call.prompts.filter(Q(formats=None) | Q(formats=chosen)).distinct()
    sections: dict[str, list] = {}
    for prompt in asked:
        sections.setdefault(prompt.section, []).append(prompt)
    forms = [
        (name, PreviewForm(prompts=prompts, prefix=f"s{place}"))
        for place, (name, prompts) in enumerate(sections.items())
    ]
    tabs = [(each.name, f"?format={each.slug}", each == chosen) for each in formats]
    page = {"meeting": meeting, "call": call, "chosen": chosen, "tabs": tabs, "forms": forms}
    return render(request, "workshops/prompt_preview.html", page)

"""The society's rules of a call, edited by staff: a kind with its numbers, its severity, its sentence."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from proposals.actions import requiring
from proposals.catalogue.kind import CATALOGUE
from proposals.forms.requirement import RequirementForm
from workshops.views.doors import acted, call_of, removal, show_form, staff_page


def address(call) -> str:
    return reverse("requirement_list", args=[call.meeting.slug, call.slug])


@staff_page
def requirement_list(request, meeting, call):
    call = call_of(meeting, call)
    rows = [(row, CATALOGUE[row.kind].label) for row in call.requirements.prefetch_related("formats")]
    page = {"meeting": meeting, "call": call, "rows": rows, "kinds": CATALOGUE.values()}
    return render(request, "proposals/requirement_list.html", page)


@staff_page
def requirement_new(request, meeting, call, kind):
    call = call_of(meeting, call)
    if kind not in CATALOGUE:
        raise Http404
    entry = CATALOGUE[kind]
    form = RequirementForm(entry, call, request.POST if request.method == "POST" else None)
    if acted(request, form, requiring.add_requirement, call, kind=kind, **given(form)):
        return redirect(address(call))
    page = {"meeting": meeting, "call": call, "kicker": "A new rule", "label": "Add it"}
    return show_form(request, form, entry.label, address(call), **page)


@staff_page
def requirement_edit(request, meeting, call, requirement):
    call = call_of(meeting, call)
    found = get_object_or_404(call.requirements, pk=requirement)
    entry = CATALOGUE[found.kind]
    form = RequirementForm(entry, call, request.POST if request.method == "POST" else None, requirement=found)
    if acted(request, form, requiring.edit_requirement, found, **given(form)):
        return redirect(address(call))
    return show_form(request, form, entry.label, address(call), meeting=meeting, call=call, kicker="Rule")


def given(form: RequirementForm) -> dict:
    return dict(form.cleaned_data) if form.is_valid() else {}


@staff_page
@require_POST
def requirement_move(request, meeting, call, requirement):
    call = call_of(meeting, call)
    found = get_object_or_404(call.requirements, pk=requirement)
    requiring.move_requirement(found, up=request.POST.get("way") == "up", by=request.user, at=timezone.now())
    return redirect(f"{address(call)}#rule-{found.pk}")


@staff_page
def requirement_remove(request, meeting, call, requirement):
    call = call_of(meeting, call)
    found = get_object_or_404(call.requirements, pk=requirement)
    return removal(request, found, requiring.remove_requirement, address(call))

"""The society's rules of a call, edited by staff: a kind with its numbers, its severity, its sentence."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from proposals.actions import requiring
from proposals.catalogue.kind import CATALOGUE
from proposals.forms.requirement import RequirementForm
from proposals.judging.trying import Rule, rule_of, told_of, trials_of
from workshops.views.doors import acted, call_of, removal, staff_page


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
    entry = kind_of(kind)
    form = RequirementForm(entry, call, request.POST if request.method == "POST" else None)
    kept = acted(request, form, requiring.add_requirement, call, kind=kind, **given(form))
    if kept:
        messages.success(request, told_of(kept, request.user))
        return redirect(address(call))
    return show(request, call, form, kicker="A new rule", verb="Add it")


@staff_page
def requirement_edit(request, meeting, call, requirement):
    call = call_of(meeting, call)
    found = get_object_or_404(call.requirements, pk=requirement)
    form = RequirementForm(
        CATALOGUE[found.kind], call, request.POST if request.method == "POST" else None, requirement=found
    )
    kept = acted(request, form, requiring.edit_requirement, found, **given(form))
    if kept:
        messages.success(request, told_of(kept, request.user))
        return redirect(address(call))
    return show(request, call, form, kicker="Rule", verb="Save")


def kind_of(slug: str):
    if slug not in CATALOGUE:
        raise Http404
    return CATALOGUE[slug]


def given(form: RequirementForm) -> dict:
    return dict(form.cleaned_data) if form.is_valid() else {}


def show(request, call, form: RequirementForm, **page):
    page |= {"meeting": call.meeting, "call": call, "form": form, "kind": form.kind, "back": address(call)}
    return render(request, "proposals/requirement_form.html", page)


@staff_page
@require_POST
def requirement_try(request, meeting, call, kind):
    """The rule as it is in the form now, on what was handed in last year and so far. Nothing is kept."""
    call = call_of(meeting, call)
    form = RequirementForm(kind_of(kind), call, request.POST)
    page = {"meeting": meeting, "call": call, "form": form, "trials": None}
    if form.is_valid():
        data = form.cleaned_data
        formats = frozenset(each.slug for each in data["formats"])
        rule = Rule(kind, form.kind.clean(data["params"], call), data["severity"], formats)
        page["trials"] = trials_of(call, [rule], request.user)
    if request.htmx:
        return render(request, "proposals/_trials.html", page)
    return render(request, "proposals/requirement_trial.html", page | {"title": form.kind.label})


@staff_page
@require_safe
def requirement_trial(request, meeting, call):
    """All rules of the call together, on what was handed in last year and so far."""
    call = call_of(meeting, call)
    rules = [rule_of(each) for each in call.requirements.prefetch_related("formats")]
    page = {
        "meeting": meeting,
        "call": call,
        "trials": trials_of(call, rules, request.user),
        "title": "All rules, tried",
    }
    return render(request, "proposals/requirement_trial.html", page)


@staff_page
@require_POST
def requirement_move(request, meeting, call, requirement):
    call = call_of(meeting, call)
    found = get_object_or_404(call.requirements, pk=requirement)
    requiring.move_requirement(found, up=request.POST.get("way") == "up", by=request.user, at=timezone.now())
    return redirect(f"{address(call)}#rule-{found.pk}")


@staff_page
@require_POST
def requirement_order(request, meeting, call):
    """All of them in a new order, as they were dragged."""
    call = call_of(meeting, call)
    order = [int(key) for key in request.POST.getlist("order")[:500] if key.isdecimal() and len(key) < 18]
    requiring.order_requirements(call, order=order, by=request.user, at=timezone.now())
    return HttpResponse(status=204)


@staff_page
def requirement_remove(request, meeting, call, requirement):
    call = call_of(meeting, call)
    found = get_object_or_404(call.requirements, pk=requirement)
    waivers = found.waivers.granted().count()
    losses = [f"{waivers} waiver{'' if waivers == 1 else 's'}, with the reasons given"] if waivers else []
    return removal(request, found, requiring.remove_requirement, address(call), losses=losses)

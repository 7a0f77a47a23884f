"""Versions of the schedule: the draft, its alternatives, what was released; copied, compared, exchanged, removed."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.refusal import Refused
from scheduling import rules
from scheduling.actions import branching
from scheduling.editor.comparing import WORDS, differences, judged
from scheduling.views.fetching import in_schedule, in_setup


class CompareForm(forms.Form):
    """`a` and `b` are numbers of versions."""

    a = forms.TypedChoiceField(label="First", coerce=int)
    b = forms.TypedChoiceField(label="Second", coerce=int)

    def __init__(self, versions, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("a", "b"):
            self.fields[name].choices = [(each.number, each.label) for each in versions]


@require_safe
@in_schedule
def version_list(request, meeting):
    versions = list(meeting.versions.select_related("approved_by").counted())
    choices = {"a": versions[-1].number, "b": versions[0].number} if versions else {}
    context = {
        "meeting": meeting,
        "versions": versions,
        "form": CompareForm(versions, initial=choices),
        "may_set_up": not rules.set_up_places(request.user),
    }
    return render(request, "scheduling/version_list_page.html", context)


@require_safe
@in_schedule
def version_compare(request, meeting):
    """Two versions side by side."""
    versions = list(meeting.versions.all())
    form = CompareForm(versions, request.GET)
    if not form.is_valid():
        return redirect("version_list", meeting.slug)
    by_number = {each.number: each for each in versions}
    first, second = (by_number[form.cleaned_data[name]] for name in ("a", "b"))
    first.meeting = second.meeting = meeting
    rows = differences(first, second)
    one, two = judged(first), judged(second)
    context = {
        "meeting": meeting,
        "form": form,
        "first": one,
        "second": two,
        "terms": [(name, one.terms.get(name, 0), two.terms.get(name, 0)) for name in sorted(one.terms | two.terms)],
        "rows": [(WORDS[row.what], row) for row in rows],
        "counts": [(words, sum(row.what == what for row in rows)) for what, words in WORDS.items()],
    }
    return render(request, "scheduling/version_compare_page.html", context)


@require_POST
@in_setup
def version_branch(request, meeting, number):
    source = get_object_or_404(meeting.versions, number=number)
    try:
        made = branching.branch(source, name=request.POST.get("name", "")[:60], by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    else:
        messages.info(request, f"{made.label} is a copy of {source.label}. Make it the draft to work on it.")
    return redirect("version_list", meeting.slug)


@require_POST
@in_setup
def version_draft(request, meeting, number):
    made = branching.make_draft(
        get_object_or_404(meeting.versions, number=number), by=request.user, at=timezone.now()
    )
    messages.info(request, f"{made.label} is the draft now. What was the draft stays as an alternative.")
    return redirect("version_list", meeting.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@in_setup
def version_remove(request, meeting, number):
    """Ask, then throw an alternative away."""
    version = get_object_or_404(meeting.versions.filter(is_alternative=True), number=number)
    if request.method == "POST":
        branching.remove_alternative(version, by=request.user, at=timezone.now())
        messages.info(request, f"{version.label} is gone.")
        return redirect("version_list", meeting.slug)
    return render(request, "scheduling/version_remove_page.html", {"meeting": meeting, "version": version})

"""Rubrics with their criteria."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from people.refusal import Refused, insist
from reviews import rules
from reviews.actions import setup
from reviews.forms.setup import RubricForm, criteria_formset, criteria_of
from reviews.models import Rubric
from workshops.views.doors import call_of, removal, staff_page


def found_rubric(meeting, rubric: int) -> Rubric:
    return get_object_or_404(Rubric.objects.select_related("call__meeting"), pk=rubric, call__meeting=meeting)


@staff_page
def rubric_new(request, meeting, call):
    return take(request, call_of(meeting, call), None)


@staff_page
def rubric_edit(request, meeting, rubric):
    found = found_rubric(meeting, rubric)
    return take(request, found.call, found)


def take(request, call, rubric):
    """Show the form, or keep what was typed in it."""
    stands = bool(rubric) and rules.change_scale(request.user, rubric) is not None
    data = request.POST if request.method == "POST" else None
    form = RubricForm(data, instance=rubric)
    criteria = criteria_formset(rubric, data, stands=stands)
    if data is not None and form.is_valid() and criteria.is_valid():
        try:
            kept = keep(request, call, rubric, form, criteria_of(criteria))
            messages.success(request, f"{kept} is kept.")
            return redirect("stage_list", call.meeting.slug)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {"meeting": call.meeting, "kicker": call, "rubric": rubric, "form": form, "criteria": criteria}
    context["stands"] = stands
    wrong = bool(form.errors) or (data is not None and not criteria.is_valid())
    return render(request, "reviews/setup_rubric.html", context, status=422 if wrong else 200)


def keep(request, call, rubric, form, criteria):
    who = {"by": request.user, "at": timezone.now()}
    texts = {"name": form.cleaned_data["name"], "guidance": form.cleaned_data["guidance"]}
    if rubric is None:
        return setup.add_rubric(call, criteria=criteria, **texts, **who)
    return setup.edit_rubric(Rubric.objects.get(pk=rubric.pk), criteria=criteria, **texts, **who)


@staff_page
def rubric_remove(request, meeting, rubric):
    found = found_rubric(meeting, rubric)
    insist(rules.remove_rubric(request.user, found))
    losses = [criterion.label for criterion in found.criteria.all()]
    back = reverse("stage_list", args=[meeting.slug])
    return removal(request, found, setup.remove_rubric, back, losses=losses)

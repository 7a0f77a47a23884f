"""Set up the stages of a meeting."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from people.refusal import insist
from reviews import rules
from reviews.actions import setup
from reviews.forms.setup import StageForm
from reviews.models import Stage
from reviews.offers import stage_offers
from workshops.views.doors import acted, call_of, removal, show_form, staff_page


def found_stage(meeting, stage: int) -> Stage:
    return get_object_or_404(Stage.objects.for_page(), pk=stage, call__meeting=meeting)


@staff_page
def stage_list(request, meeting):
    """How every call of the meeting is reviewed: its stages in order, and its rubrics."""
    calls = meeting.calls.prefetch_related(
        "stages__committee", "stages__rubric", "rubrics__criteria", "rubrics__stages"
    )
    context = {"meeting": meeting, "calls": calls, "has_committees": meeting.committees.exists()}
    return render(request, "reviews/setup_stages.html", context)


@staff_page
def stage_new(request, meeting, call):
    found = call_of(meeting, call)
    form = StageForm(request.POST or None, call=found)
    if made := acted(request, form, setup.add_stage, found):
        messages.success(request, f"{made} is added. Open it when its reviewing begins.")
        return redirect("stage_list", meeting.slug)
    back = reverse("stage_list", args=[meeting.slug])
    return show_form(request, form, "A new stage", back, meeting=meeting, kicker=found, label="Add the stage")


@staff_page
def stage_edit(request, meeting, stage):
    found = found_stage(meeting, stage)
    form = StageForm(request.POST or None, call=found.call, stage=found)
    if acted(request, form, setup.edit_stage, found):
        messages.success(request, f"{form.cleaned_data['name']} is kept.")
        return redirect("stage_list", meeting.slug)
    page = {"meeting": meeting, "kicker": found.call, "offers": stage_offers(found, request.user)}
    rules_url = reverse("portfolio_rule_list", args=[meeting.slug, found.pk])
    page["offers"].append({"verb": "portfolio", "label": "Rules of its portfolio", "url": rules_url})
    if not found.opened_at:
        remove = reverse("stage_remove", args=[meeting.slug, found.pk])
        page["offers"].append({"verb": "remove", "label": "Remove the stage", "url": remove, "danger": True})
    return show_form(request, form, str(found), reverse("stage_list", args=[meeting.slug]), **page)


@staff_page
def stage_remove(request, meeting, stage):
    found = found_stage(meeting, stage)
    insist(rules.remove_stage(request.user, found))
    return removal(request, found, setup.remove_stage, reverse("stage_list", args=[meeting.slug]))

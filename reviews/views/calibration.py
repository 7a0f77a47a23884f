"""How readers score, how many places there are, and rankings kept as they were: for who leads a stage."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.refusal import Refused, insist
from rendering.charts import IntervalRow, interval_chart
from reviews import rules
from reviews.actions.calibrating import keep_run, set_places
from reviews.calibration.kept import opened
from reviews.calibration.memory import standings_of
from reviews.calibration.readers import harshest_first, reader_lines
from reviews.forms.calibration import KeepForm, PlacesForm
from reviews.models import Stage
from reviews.offers import address, tabs
from reviews.views.reach import overseen

PAGE = 50


@login_required
@require_safe
def reader_report(request, meeting, stage):
    return show(request, led(request, meeting, stage), KeepForm())


@login_required
@require_POST
def calibration_keep(request, meeting, stage):
    found = led(request, meeting, stage)
    form = KeepForm(request.POST)
    if not form.is_valid():
        return show(request, found, form, status=422)
    try:
        run = keep_run(found, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return show(request, found, form, status=422)
    messages.success(request, f"“{run}” is kept with what it was counted from.")
    return redirect(address("calibration_run", found, run=run.pk))


@login_required
@require_safe
def calibration_run(request, meeting, stage, run):
    found = led(request, meeting, stage)
    kept = get_object_or_404(found.calibration_runs.select_related("by", "stage"), pk=run)
    whole = opened(kept, request.user)
    page = Paginator(whole.lines, PAGE).get_page(request.GET.get("page"))
    context = {
        "stage": found,
        "meeting": found.call.meeting,
        "tabs": tabs(found, rules.standing(request.user, found), "reader_report"),
        "run": kept,
        "opened": whole,
        "page": page,
    }
    return render(request, "reviews/calibration_run.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def stage_places(request, meeting, stage):
    found = led(request, meeting, stage)
    form = PlacesForm(request.POST or None, initial={"places": found.places})
    if form.is_valid():
        set_places(found, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "The ranking now says how likely each proposal is among the best so many.")
        return redirect(address("ranking", found))
    context = {"stage": found, "meeting": found.call.meeting, "form": form}
    return render(request, "reviews/stage_places.html", context, status=422 if form.is_bound else 200)


def led(request, meeting, stage) -> Stage:
    found, _ = overseen(request.user, meeting, stage)
    insist(rules.lead_calibration(request.user, found))
    return found


def show(request, stage, form, status: int = 200):
    standings = standings_of(stage, request.user)
    page = Paginator(harshest_first(standings), PAGE).get_page(request.GET.get("page"))
    page.object_list = reader_lines(page.object_list)
    context = {
        "stage": stage,
        "meeting": stage.call.meeting,
        "tabs": tabs(stage, rules.standing(request.user, stage), "reader_report"),
        "standings": standings,
        "page": page,
        "chart": chart_of(page.object_list),
        "form": form,
        "runs": stage.calibration_runs.defer("inputs", "results").select_related("by")[:PAGE],
    }
    return render(request, "reviews/reader_report.html", context, status=status)


def chart_of(lines):
    """Whoever shares too few readings is not drawn."""
    shown = [line for line in lines if line.offset.is_shown]
    rows = [IntervalRow(str(line.person), line.low, line.offset.offset, line.high) for line in shown]
    return interval_chart(rows, title="Points above or below colleagues, with the 90 % interval", mark=0)

"""Figures of a stage, one on a page, and the same on paper."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from proposals.views.rule_sheets import printed
from reviews.calibration.figures import KINDS
from reviews.calibration.memory import standings_of
from reviews.offers import address, tabs
from reviews.views.reach import overseen
from workshops.models import Society


@login_required
@require_safe
def figures(request, meeting, stage):
    found, standing = overseen(request.user, meeting, stage)
    shown, figure = figure_of(request, found, standing)
    here = {"show": shown, "page": figure.page.number}
    context = {
        "stage": found,
        "meeting": found.call.meeting,
        "tabs": tabs(found, standing, "figures"),
        "kinds": [(kind.label, f"?show={key}", key == shown) for key, kind in offered(standing)],
        "figure": figure,
        "page": figure.page,
        "paper_url": f"{address('figures_pdf', found)}?{urlencode(here)}",
    }
    return render(request, "reviews/stage_figures.html", context)


@login_required
@require_safe
def figures_pdf(request, meeting, stage):
    found, standing = overseen(request.user, meeting, stage)
    shown, figure = figure_of(request, found, standing)
    society = Society.current()
    page = {"stage": found, "meeting": found.call.meeting, "figure": figure, "society": society}
    return printed(request, "print/figures.html", page, f"{shown}-{found.call.meeting.slug}-{found.pk}", society)


def offered(standing):
    return [(key, kind) for key, kind in KINDS.items() if standing.lead or not kind.leads]


def figure_of(request, stage, standing):
    """The figure that the address names, the first where it names none that she may see."""
    kinds = dict(offered(standing))
    shown = request.GET.get("show") if request.GET.get("show") in kinds else next(iter(kinds))
    return shown, kinds[shown].draw(stage, standings_of(stage, request.user), request.GET.get("page"))

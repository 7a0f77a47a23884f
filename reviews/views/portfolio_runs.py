"""Ask the solver, and read what it answered."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reviews.actions import portfolio
from reviews.forms.portfolio import SolverForm
from reviews.models.portfolio import PortfolioRun
from reviews.offers import address, tabs
from reviews.portfolio.answers import read
from reviews.views.reach import overseen

PAGE = 25


@login_required
@require_POST
def board_solve(request, meeting, stage):
    found, standing = overseen(request.user, meeting, stage)
    form = SolverForm(request.POST)
    if not form.is_valid():
        page = {"stage": found, "meeting": found.call.meeting, "tabs": tabs(found, standing, ""), "form": form}
        return render(request, "reviews/portfolio_ask.html", page, status=422)
    run = portfolio.ask_solver(found, **form.cleaned_data, by=request.user, at=timezone.now())
    return redirect(address("portfolio_run", found, run=run.pk))


@login_required
@require_safe
def run_list(request, meeting, stage):
    """Her questions to the solver, the last first."""
    found, standing = overseen(request.user, meeting, stage)
    rows = PortfolioRun.objects.visible_to(request.user).filter(stage=found).defer("question")
    context = {
        "stage": found,
        "meeting": found.call.meeting,
        "tabs": tabs(found, standing, ""),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "reviews/portfolio_run_list.html", context)


@login_required
@require_safe
def portfolio_run(request, meeting, stage, run):
    found, standing = overseen(request.user, meeting, stage)
    row = run_of(request.user, found, run)
    context = {
        "stage": found,
        "meeting": found.call.meeting,
        "tabs": tabs(found, standing, ""),
        "run": row,
        "job": row.job,
        "answer": read(row, request.user) if row.answer else None,
    }
    return render(request, "reviews/portfolio_run.html", context)


@login_required
@require_POST
def run_tick(request, meeting, stage, run):
    """Her ticks become the solver's choice."""
    found, _ = overseen(request.user, meeting, stage)
    row = run_of(request.user, found, run)
    answer = row.answer or {}
    chosen = (answer.get("lots") or {}).get("chosen") if request.POST.get("which") == "lots" else answer.get("chosen")
    portfolio.tick_answer(row, keys=chosen or [], by=request.user, at=timezone.now())
    messages.success(request, "Your ticks are what the solver chose. Change them as you like; nothing is decided.")
    return redirect(address("decision_board", found))


def run_of(person, stage, run: int) -> PortfolioRun:
    rows = PortfolioRun.objects.visible_to(person).filter(stage=stage).select_related("job", "stage")
    return get_object_or_404(rows, pk=run)

"""The rules of a stage's portfolio, set up by staff and tried on what stands in the stage."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from reviews.actions import portfolio_rules
from reviews.forms.portfolio import RuleForm
from reviews.models.portfolio import PortfolioRule
from reviews.portfolio.catalogue import CATALOGUE
from reviews.portfolio.trying import trial_of
from reviews.views.stages import found_stage
from workshops.views.doors import acted, removal, staff_page


def back_to(stage) -> str:
    return reverse("portfolio_rule_list", args=[stage.call.meeting.slug, stage.pk])


@staff_page
def rule_list(request, meeting, stage):
    found = found_stage(meeting, stage)
    rows = [(rule, CATALOGUE[rule.kind].label) for rule in found.portfolio_rules.all() if rule.kind in CATALOGUE]
    page = {"meeting": meeting, "stage": found, "rows": rows, "kinds": CATALOGUE.values()}
    return render(request, "reviews/portfolio_rule_list.html", page)


@staff_page
def rule_new(request, meeting, stage, kind):
    found, entry = found_stage(meeting, stage), kind_of(kind)
    form = RuleForm(entry, request.POST if request.method == "POST" else None)
    kept = acted(request, form, portfolio_rules.add_portfolio_rule, found, kind=kind, **given(form))
    if kept:
        messages.success(request, f"“{kept}” is a rule of this stage now.")
        return redirect(back_to(found))
    return show(request, found, form, kicker="A new rule", verb="Add it")


@staff_page
def rule_edit(request, meeting, stage, rule):
    found = found_stage(meeting, stage)
    row = get_object_or_404(found.portfolio_rules.filter(kind__in=CATALOGUE), pk=rule)
    form = RuleForm(CATALOGUE[row.kind], request.POST if request.method == "POST" else None, rule=row)
    kept = acted(request, form, portfolio_rules.edit_portfolio_rule, row, **given(form))
    if kept:
        messages.success(request, f"Kept: “{kept}”.")
        return redirect(back_to(found))
    return show(request, found, form, kicker="Rule", verb="Save", rule=row)


@staff_page
@require_POST
def rule_try(request, meeting, stage, kind):
    """The rule as it is in the form now, on what stands in the stage. Nothing is kept."""
    found, entry = found_stage(meeting, stage), kind_of(kind)
    form = RuleForm(entry, request.POST)
    page = {"meeting": meeting, "stage": found, "form": form, "trial": None, "title": entry.label}
    if form.is_valid():
        params = entry.clean(form.cleaned_data["params"])
        mark = request.POST.get("rule", "")
        key = int(mark) if mark.isdecimal() and len(mark) < 18 else None
        row = PortfolioRule(pk=key, stage=found, kind=kind, params=params, is_target=form.cleaned_data["is_target"])
        page["trial"] = trial_of(row, request.user)
    template = "_portfolio_trial" if request.htmx else "portfolio_trial"
    return render(request, f"reviews/{template}.html", page)


@staff_page
def rule_remove(request, meeting, stage, rule):
    found = found_stage(meeting, stage)
    row = get_object_or_404(found.portfolio_rules, pk=rule)
    return removal(request, row, portfolio_rules.remove_portfolio_rule, back_to(found))


def kind_of(slug: str):
    if slug not in CATALOGUE:
        raise Http404
    return CATALOGUE[slug]


def given(form: RuleForm) -> dict:
    return dict(form.cleaned_data) if form.is_valid() else {}


def show(request, stage, form: RuleForm, **page):
    page |= {"meeting": stage.call.meeting, "stage": stage, "form": form, "kind": form.kind, "back": back_to(stage)}
    return render(request, "reviews/portfolio_rule_form.html", page)

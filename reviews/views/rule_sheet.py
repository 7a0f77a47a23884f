"""The rule sheet of a stage's proposals, for who leads or decides in it."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from proposals.hiding import office
from proposals.judging.tabling import Table, table_of
from proposals.views.rule_sheets import on_paper
from reviews.blindness.sight import sight_of
from reviews.blindness.veil import veiled_table
from reviews.models import Stage
from reviews.offers import tabs
from reviews.views.reach import overseen


@login_required
@require_safe
def stage_rules(request, meeting, stage):
    found, standing = overseen(request.user, meeting, stage)
    page = {
        "stage": found,
        "meeting": found.call.meeting,
        "tabs": tabs(found, standing, "stage_rules"),
        "table": table_for(request.user, found),
    }
    return render(request, "reviews/stage_rules.html", page)


@login_required
@require_safe
def stage_rules_pdf(request, meeting, stage):
    found, _ = overseen(request.user, meeting, stage)
    return on_paper(request, found.call, f"{found.committee}, {found}", table_for(request.user, found))


def table_for(person, stage: Stage) -> Table:
    """What the stage judges, without what is hidden from this person, and without naming it elsewhere."""
    rows = stage.proposals_for(person).select_related("call__meeting", "format", "proposer").order_by("pk")
    table, sight = table_of(rows, list(stage.call.requirements.all()), office(person)), sight_of(stage, person)
    return veiled_table(table, {each.proposal.pk for each in table.rows if sight.hides_proposers(each.proposal.pk)})

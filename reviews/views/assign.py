"""Who reads what in a stage."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.refusal import Refusal, Refused
from proposals.reading import with_submitted_titles
from reviews import rules
from reviews.actions import assigning
from reviews.actions.stages import late, take_in
from reviews.forms.assign import AssignFilter, GiveForm
from reviews.models.conflict import hidden_from
from reviews.offers import address, stage_offers, tabs
from reviews.planning.looking import left_by_decliners
from reviews.tables import choices, read_by_fewer, readers_table
from reviews.urgent.offers import urgent_offers
from reviews.views.reach import case_of, led

PAGE = 100


@login_required
@require_safe
def assign(request, meeting, stage):
    found, standing = led(request.user, meeting, stage)
    return show(request, found, standing, GiveForm(members=assigning.members(found), codes=[]))


def show(request, stage, standing, give, status: int = 200):
    filter_form = AssignFilter(request.GET or None)
    wanted = filter_form.cleaned_data if filter_form.is_bound and filter_form.is_valid() else {}
    proposals = stage.proposals_for(request.user).select_related("format").order_by("title", "pk")
    total = proposals.count()
    if wanted.get("q"):
        proposals = proposals.as_handed_in().filter(told_title__icontains=wanted["q"])
    if wanted.get("below"):
        proposals = read_by_fewer(stage, proposals, wanted["below"])
    pages = Paginator(proposals, PAGE)
    if not any(wanted.values()):
        pages.count = total
    page = pages.get_page(request.GET.get("page"))
    context = {
        "stage": stage,
        "meeting": stage.call.meeting,
        "tabs": tabs(stage, standing, "assign"),
        "offers": stage_offers(stage, request.user),
        "page": page,
        "rows": readers_table(stage, with_submitted_titles(page)),
        "shown": pages.count,
        "total": total,
        "filter": filter_form,
        "clear_url": request.path if any(wanted.values()) else "",
        "give": give,
        "left": left_by_decliners(stage, request.user),
        "refusal": rules.assign(request.user, stage),
        "late": late_for(stage, request.user),
    }
    return render(request, "reviews/stage_assign.html", context, status=status)


def late_for(stage, person) -> int:
    """Proposals that an open first stage could still take in."""
    if rules.take_in(person, stage):
        return 0
    return late(stage).exclude(pk__in=hidden_from(person)).count()


@login_required
@require_POST
def assign_many(request, meeting, stage):
    """One reader for every ticked proposal; whom she cannot read is named, the rest is given."""
    found, standing = led(request.user, meeting, stage)
    rows = {proposal.code: proposal for proposal in found.proposals_for(request.user)}
    form = GiveForm(request.POST, members=assigning.members(found), codes=list(rows))
    if not form.is_valid():
        return show(request, found, standing, form, status=422)
    reviewer, at, given = form.cleaned_data["reviewer"], timezone.now(), 0
    for code in form.cleaned_data["proposals"]:
        try:
            assigning.assign(found, proposal=rows[code], reviewer=reviewer, by=request.user, at=at)
            given += 1
        except Refused as refused:
            messages.warning(request, refused.refusal.sentence)
    if given:
        messages.success(request, f"{reviewer} reads {given} of the proposals you ticked.")
    return redirect(address("assign", found))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assign_proposal(request, meeting, stage, code):
    """Tick the members who read one proposal."""
    found, standing, proposal = case_of(request.user, meeting, stage, code)
    if not standing.lead and not rules.acts_for(request.user, found, proposal):
        raise Http404
    back = address("assign", found) if standing.lead else address("dossier", found, code=code)
    if request.method == "POST":
        try:
            choose(request, found, proposal)
            messages.success(request, f"The readers of “{proposal}” are as you ticked them.")
            return redirect(back)
        except Refused as refused:
            messages.error(request, str(refused.refusal))
    refusal = rules.assign(request.user, found, proposal)
    context = {
        "stage": found,
        "meeting": found.call.meeting,
        "proposal": proposal,
        "choices": choices(found, proposal, request.user),
        "refusal": refusal,
        "urgent": [] if refusal else urgent_offers(found, proposal, timezone.now()),
        "back": back,
    }
    return render(request, "reviews/stage_readers.html", context)


@transaction.atomic
def choose(request, stage, proposal) -> None:
    """Make the readers equal to the ticked ones: all of it, or nothing."""
    ticked = {int(key) for key in request.POST.getlist("readers") if key.isdecimal()}
    people = {choice.person.pk: choice for choice in choices(stage, proposal, request.user)}
    if ticked - people.keys():
        raise Refused(Refusal("One of those ticked is no member of this committee."))
    who = {"by": request.user, "at": timezone.now()}
    for key, choice in people.items():
        if key in ticked and not choice.chosen:
            assigning.assign(stage, proposal=proposal, reviewer=choice.person, **who)
    for row in assigning.read_by(stage, [proposal]).filter(declined_at__isnull=True).exclude(reviewer__in=ticked):
        if row.reviewer_id in people and not people[row.reviewer_id].obstacle:
            assigning.take_off(row, **who)


@login_required
@require_POST
def stage_take_in(request, meeting, stage):
    found, _ = led(request.user, meeting, stage)
    seen = late_for(found, request.user)
    take_in(found, by=request.user, at=timezone.now())
    messages.success(request, f"{seen} late proposals are in review now.")
    return redirect(address("assign", found))

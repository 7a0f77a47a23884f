"""Plans for the readers of a stage: ask for one, look at it, adjust it, apply it, undo that."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people.refusal import Refused
from proposals.reading import with_submitted_titles
from reviews import rules
from reviews.actions import planning
from reviews.actions.assigning import members
from reviews.expertise import matrix
from reviews.models import Assignment, ReaderPlan
from reviews.models.plan import Keep
from reviews.obstacles import obstacles
from reviews.offers import address, tabs
from reviews.planning import looking
from reviews.planning.forms import RULES, PlanFilter, PlanForm
from reviews.planning.pairs import to_read
from reviews.views.assign import led
from reviews.views.reach import proposal_of

ROWS = 50
PLANS = 20


def plan_of(stage, person, number):
    rows = ReaderPlan.objects.visible_to(person).select_related(
        "by", "job", "stage__committee", "stage__call__meeting"
    )
    return get_object_or_404(rows, pk=number, stage=stage)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reader_plans(request, meeting, stage):
    """Ask for a plan, and the plans there are."""
    found, standing = led(request.user, meeting, stage)
    based_on, fewer = basis(request, found)
    form = PlanForm(request.POST or None, initial=first_words(request, found, based_on))
    if request.method == "POST" and form.is_valid():
        options = form.cleaned_data | {"fewer": [each.pk for each in fewer], "based_on": based_on}
        try:
            plan = planning.ask_plan(found, by=request.user, at=timezone.now(), **options)
            return redirect("reader_plan", meeting, found.pk, plan.pk)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    plans = ReaderPlan.objects.visible_to(request.user).filter(stage=found).select_related("by").defer("question")
    context = {
        "stage": found,
        "meeting": found.call.meeting,
        "tabs": tabs(found, standing, "reader_plans"),
        "form": form,
        "based_on": based_on,
        "fewer": fewer,
        "refusal": rules.assign(request.user, found),
        "page": Paginator(plans, PLANS).get_page(request.GET.get("page")),
    }
    return render(request, "reviews/reader_plans.html", context, status=422 if form.errors else 200)


def basis(request, stage):
    """The plan that a new one begins from, and proposals that get one reader fewer; both stand in the address."""
    number, codes = request.GET.get("from", ""), request.GET.getlist("fewer")
    plans = ReaderPlan.objects.visible_to(request.user).filter(stage=stage)
    based_on = plans.filter(pk=number).first() if number.isdecimal() else None
    keys = set(based_on.fewer) if based_on else set()
    proposals = to_read(stage, request.user)
    return based_on, [*proposals.filter(pk__in=keys).exclude(code__in=codes), *proposals.filter(code__in=codes)]


def first_words(request, stage, based_on):
    """What the form says at first: as the plan it begins from, or what suits the stage."""
    if based_on:
        said = {name: getattr(based_on, name) for name in PlanForm._meta.fields}
        return said | dict.fromkeys((RULES[key] for key in request.GET.getlist("without") if key in RULES), False)
    people = max(members(stage).count(), 1)
    share = -(-stage.readers_wanted * to_read(stage, request.user).count() // people)
    return {"readers": stage.readers_wanted, "most": share + 1, "fewest": 0, "keep": Keep.ALL}


@login_required
@require_safe
def reader_plan(request, meeting, stage, plan):
    found, standing = led(request.user, meeting, stage)
    made = plan_of(found, request.user, plan)
    may_act = rules.assign(request.user, found) is None
    context = {
        "stage": found,
        "meeting": found.call.meeting,
        "tabs": tabs(found, standing, "reader_plans"),
        "plan": made,
        "offers": offers(made) if may_act else [],
        "may_change": may_act and made.state == "proposed",
    }
    if made.state == "short":
        context["why"], context["helps"] = looking.sentence_of(made, request.user)
    elif made.state != "asked":
        context |= shown(request, made)
    return render(request, "reviews/reader_plan.html", context)


def shown(request, plan):
    """The rows of one page, and the numbers of all."""
    form = PlanFilter(request.GET or None)
    wanted = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    rows = looking.proposals_in(plan, request.user)
    total = rows.count()
    if wanted:
        rows = rows.as_handed_in().filter(told_title__icontains=wanted)
    pages = Paginator(rows, ROWS)
    if not wanted:
        pages.count = total
    page = pages.get_page(request.GET.get("page"))
    return {
        "filter": form,
        "clear_url": request.path if wanted else "",
        "page": page,
        "rows": looking.rows_of(plan, with_submitted_titles(page)),
        "total": total,
        "numbers": looking.numbers_of(plan, request.user),
        "loads": looking.loads_of(plan, request.user),
    }


def offers(plan):
    """Apply it, undo that, or plan again from it."""
    rows = []
    if plan.state in ("proposed", "undone"):
        label = "Apply this plan" if plan.state == "proposed" else "Apply it again"
        rows.append({"verb": "apply", "label": label, "url": address("reader_plan_apply", plan.stage, plan=plan.pk)})
    if plan.state == "applied":
        label = "Undo: as before this plan"
        rows.append({"verb": "undo", "label": label, "url": address("reader_plan_undo", plan.stage, plan=plan.pk)})
    if plan.state != "asked":
        again = f"{address('reader_plans', plan.stage)}?from={plan.pk}"
        rows.append({"verb": "plan", "label": "Plan again from here", "url": again})
    return [row | {"method": "get", "strong": row["verb"] == "apply"} for row in rows]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reader_plan_proposal(request, meeting, stage, plan, code):
    """Tick who reads one proposal by this plan, and who stays when it is planned again."""
    found, _ = led(request.user, meeting, stage)
    made = plan_of(found, request.user, plan)
    proposal = proposal_of(found, request.user, code)
    if request.method == "POST":
        people, locked = (numbers(request.POST.getlist(name)) for name in ("readers", "locked"))
        who = {"by": request.user, "at": timezone.now()}
        try:
            planning.choose_readers(made, proposal=proposal, people=people, locked=locked & people, **who)
            messages.success(request, f"The plan’s readers of “{proposal}” are as you ticked them.")
            return redirect("reader_plan", meeting, found.pk, made.pk)
        except Refused as refused:
            messages.error(request, str(refused.refusal))
    context = {
        "stage": found,
        "meeting": found.call.meeting,
        "plan": made,
        "proposal": proposal,
        "choices": plan_choices(made, proposal, request.user),
        "refusal": rules.assign(request.user, found) or (planning.GONE if made.state != "proposed" else None),
    }
    return render(request, "reviews/reader_plan_proposal.html", context)


def numbers(words):
    return {int(word) for word in words if word.isdecimal()}


def plan_choices(plan, proposal, person):
    """Every member for one proposal, with her reasons, her load by the plan and what stands in the way."""
    knows = matrix(plan.stage, person, [proposal.pk])
    loads = looking.loads_of(plan, person)
    barred = obstacles([proposal], [each for each, _ in loads], viewer=person)
    held = {row.person_id: row for row in plan.pairs.filter(proposal=proposal)}
    declined = Assignment.objects.filter(stage=plan.stage, proposal=proposal, declined_at__isnull=False)
    reasons = dict(declined.values_list("reviewer", "decline_reason"))
    rows = [
        {
            "person": each,
            "load": load,
            "pair": held.get(each.pk),
            "reader": planning.reader_of(plan, knows, proposal.pk, each.pk),
            "obstacle": barred.get((proposal.pk, each.pk), ""),
            "declined": reasons.get(each.pk, ""),
        }
        for each, load in loads
    ]
    return sorted(rows, key=lambda row: (row["pair"] is None, bool(row["obstacle"]), -row["reader"].score))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reader_plan_apply(request, meeting, stage, plan):
    found, _ = led(request.user, meeting, stage)
    made = plan_of(found, request.user, plan)
    if request.method == "POST":
        try:
            asked, taken_off = planning.apply_plan(made, by=request.user, at=timezone.now())
            messages.success(
                request, f"{asked} readings given, {taken_off} taken off. You can undo this on the plan."
            )
            return redirect("assign", meeting, found.pk)
        except Refused as refused:
            messages.error(request, str(refused.refusal))
            return redirect("reader_plan", meeting, found.pk, made.pk)
    new = looking.shown_pairs(made, request.user).filter(is_kept=False).aggregate(new=Count("pk"))["new"]
    question = {
        "title": "Apply this plan?",
        "text": f"{new} of its readings are new. Who was asked and is not in the plan is taken off, but nobody who "
        "has begun to read.",
        "undo": "You can undo it on the plan’s page.",
        "action": request.path,
        "label": "Apply it",
        "begins": True,
        "cancel_url": address("reader_plan", found, plan=made.pk),
        "cancel_label": "Look at it again",
    }
    return render(request, "confirm.html", question)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reader_plan_undo(request, meeting, stage, plan):
    found, _ = led(request.user, meeting, stage)
    made = plan_of(found, request.user, plan)
    if request.method == "POST":
        try:
            left = planning.undo_plan(made, by=request.user, at=timezone.now())
            kept = f"; {left} who have begun to read stay" if left else ""
            messages.success(request, f"Readers are as before the plan{kept}.")
        except Refused as refused:
            messages.error(request, str(refused.refusal))
        return redirect("reader_plan", meeting, found.pk, made.pk)
    question = {
        "title": "Undo this plan?",
        "text": "Whom it asked is taken off, and whom it took off is asked again. Who has begun to read stays.",
        "undo": "You can apply the plan again.",
        "action": request.path,
        "label": "Undo it",
        "cancel_url": address("reader_plan", found, plan=made.pk),
        "cancel_label": "Leave it applied",
    }
    return render(request, "confirm.html", question)

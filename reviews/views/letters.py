"""The letters of a stage that approves: written, looked at, released."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from letters.models import LetterState
from people.refusal import Refusal, Refused, insist
from proposals.reading import with_submitted_titles
from rendering.text import markdown_to_html
from reviews import rules
from reviews.actions import telling
from reviews.actions.planned import call_off, held_of, plan_release
from reviews.forms.decide import LetterForm, PlanForm
from reviews.models import Outcome
from reviews.offers import address, tabs
from reviews.views.reach import overseen

PAGE = 50


def told(person, meeting, stage):
    """A stage whose letters this person may release; who sees its ranking is told why she may not."""
    found, standing = overseen(person, meeting, stage)
    insist(None if standing.release else rules.release(person, found))
    return found, standing


def decisions_of(stage, person):
    rows = stage.decisions.shown_to(person).select_related("proposal__format", "proposal__proposer", "letter")
    return rows.order_by("released_at", "outcome", "proposal__title", "pk")


@login_required
@require_safe
def stage_letters(request, meeting, stage):
    found, standing = told(request.user, meeting, stage)
    mine = found.decisions.shown_to(request.user)
    page = Paginator(decisions_of(found, request.user), PAGE).get_page(request.GET.get("page"))
    with_submitted_titles(decision.proposal for decision in page.object_list)
    decided = mine.standing().order_by().values("proposal")
    context = {
        "stage": found,
        "meeting": found.call.meeting,
        "tabs": tabs(found, standing, "stage_letters"),
        "page": page,
        "decisions": page.object_list,
        "undecided": found.proposals_for(request.user).exclude(pk__in=decided).count(),
        "unwritten": telling.unwritten(found, request.user).count(),
        "held": held_of(mine).count(),
        "released": mine.filter(released_at__isnull=False).count(),
        "plan": plan_of(found, request.user),
    }
    return render(request, "reviews/stage_letters.html", context)


def plan_of(stage, person):
    """The planned release, or the last one that failed, with how many of its letters this person may know of."""
    plan = stage.release_plans.select_related("by").first()
    if plan is None or plan.cancelled_at or (plan.done_at and not plan.fault):
        return None
    plan.letters = held_of(plan.decisions.shown_to(person)).count()
    return plan


def is_held(decision) -> bool:
    return decision.released_at is None and decision.letter is not None and decision.letter.state == LetterState.HELD


@login_required
@require_POST
def letters_write(request, meeting, stage):
    found, _ = told(request.user, meeting, stage)
    written, faults = telling.write_letters(found, by=request.user, at=timezone.now())
    are = "1 letter is" if written == 1 else f"{written} letters are"
    messages.success(request, f"{are} written and held. Nobody has been told anything yet.")
    for fault in faults:
        messages.warning(request, fault)
    return redirect(address("stage_letters", found))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def letters_release(request, meeting, stage):
    """Ask once more, with what will happen; then let the ticked letters go, or all that are held."""
    found, _ = told(request.user, meeting, stage)
    chosen = chosen_of(request, found)
    if request.method == "POST":
        keys = [decision.pk for decision in chosen]
        count = telling.release(found, decisions=keys, by=request.user, at=timezone.now())
        messages.success(request, f"{count} letters are on their way, and the proposals say so.")
        return redirect(address("stage_letters", found))
    if not chosen:
        messages.warning(request, "No letter is held here. Write the letters first.")
        return redirect(address("stage_letters", found))
    context = {"stage": found, "meeting": found.call.meeting, "chosen": chosen, "counts": counts_of(chosen)}
    return render(request, "reviews/letters_release.html", context)


def chosen_of(request, stage):
    """The ticked ones, or all that are held."""
    held = list(held_of(decisions_of(stage, request.user)))
    ticked = request.POST.getlist("decision") or request.GET.getlist("decision")
    chosen = [decision for decision in held if str(decision.pk) in ticked] if ticked else held
    if request.method == "POST" and len(chosen) < len(ticked):
        raise Refused(Refusal("Some of these letters are no longer held.", "Nothing was released."))
    return chosen


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def letters_plan(request, meeting, stage):
    """At which moment the letters go by themselves; the page says to whom."""
    found, _ = told(request.user, meeting, stage)
    chosen = chosen_of(request, found)
    if not chosen:
        messages.warning(request, "No letter is held here. Write the letters first.")
        return redirect(address("stage_letters", found))
    form = PlanForm(request.POST or None, call=found.call)
    if request.method == "POST" and form.is_valid() and planned(request, form, found, chosen):
        messages.success(
            request, f"{len(chosen)} letters go by themselves at that moment. You can call it off before."
        )
        return redirect(address("stage_letters", found))
    context = {
        "stage": found,
        "meeting": found.call.meeting,
        "chosen": chosen,
        "counts": counts_of(chosen),
        "form": form,
    }
    return render(request, "reviews/letters_plan.html", context, status=422 if form.errors else 200)


def planned(request, form, stage, chosen) -> bool:
    keys = [decision.pk for decision in chosen]
    try:
        plan_release(stage, decisions=keys, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return False
    return True


@login_required
@require_POST
def letters_call_off(request, meeting, stage):
    found, _ = told(request.user, meeting, stage)
    plan = found.release_plans.running().first()
    if plan is None:
        raise Refused(Refusal("No letters of this stage wait for their time.", "They were sent or called off."))
    call_off(plan, by=request.user, at=timezone.now())
    messages.success(request, "It is called off. The letters stay held.")
    return redirect(address("stage_letters", found))


def counts_of(decisions) -> list[str]:
    found = []
    for outcome in Outcome:
        count = sum(decision.outcome == outcome for decision in decisions)
        if count:
            found.append(f"{count} × {outcome.label.lower()}")
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision_letter(request, meeting, stage, decision):
    """One letter as it will be read, and the words of it to change while it is held."""
    found, _ = told(request.user, meeting, stage)
    row = get_object_or_404(decisions_of(found, request.user), pk=decision, letter__isnull=False)
    form = LetterForm(request.POST or None, instance=row.letter) if is_held(row) else None
    if request.method == "POST":
        insist(None if form else Refusal("This letter is no longer held, so its words stand."))
        if form.is_valid():
            telling.reword(row, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, "The letter is changed.")
            return redirect(address("decision_letter", found, decision=row.pk))
        row.letter.refresh_from_db()
    context = {
        "stage": found,
        "meeting": found.call.meeting,
        "decision": row,
        "letter": row.letter,
        "body": markdown_to_html(row.letter.body),
        "form": form,
    }
    return render(request, "reviews/letter.html", context, status=422 if form and form.errors else 200)

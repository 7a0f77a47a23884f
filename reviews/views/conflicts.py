"""Who leads a stage sees what was found between its proposals and its committee, and says what to make of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.refusal import Refused, insist
from proposals.reading import with_submitted_titles
from reviews import rules
from reviews.actions import clearing, conflicts, looking
from reviews.conflicts import State, check
from reviews.conflicts.disclosures import not_stated
from reviews.conflicts.listing import pairs_of, rows_of
from reviews.forms.conflicts import CheckForm, ConflictFilter, ConflictOfForm, SettleForm
from reviews.models import Conflict
from reviews.offers import address, tabs
from reviews.views.reach import led

PAGE = 25
VERDICTS = ("clear", "confirm")


@login_required
@require_safe
def conflict_list(request, meeting, stage):
    found, standing = led(request.user, meeting, stage)
    return show(request, found, standing, SettleForm(), ticked=())


def show(request, stage, standing, form, ticked, status: int = 200):
    filter_form = ConflictFilter(request.GET or None, stage=stage)
    wanted = filter_form.cleaned_data if filter_form.is_bound and filter_form.is_valid() else {}
    page = Paginator(pairs_of(stage, request.user, wanted), PAGE).get_page(request.GET.get("page"))
    page.object_list = rows_of(list(page.object_list), request.user)
    context = {
        "stage": stage,
        "meeting": stage.call.meeting,
        "tabs": tabs(stage, standing, "conflict_list"),
        "page": page,
        "filter": filter_form,
        "clear_url": request.path if any(wanted.values()) else "",
        "form": form,
        "ticked": ticked,
        "lifts": standing.staff,
        "unstated": unstated(stage),
    }
    return render(request, "reviews/stage_conflicts.html", context, status=status)


def unstated(stage):
    """Members who may read nothing before they have stated their ties to companies."""
    members = {each.pk: each for each in looking.members_of(stage)}
    missing = not_stated(stage.call.meeting_id, members)
    return [each for key, each in members.items() if key in missing]


@login_required
@require_POST
def conflict_settle(request, meeting, stage):
    """The ticked pairs are no conflict, or they are one: each that cannot be is told, the rest is settled."""
    found, standing = led(request.user, meeting, stage)
    form, ticked, verdict = SettleForm(request.POST), request.POST.getlist("pairs"), request.POST.get("verdict")
    pairs = ticked_pairs(found, request.user, ticked)
    if verdict not in VERDICTS or not pairs:
        form.add_error(None, "Tick the pairs that you want to settle, and say what they are.")
    if not form.is_valid():
        return show(request, found, standing, form, ticked, status=422)
    act = clearing.clear if verdict == "clear" else conflicts.declare
    settled = 0
    for proposal, person in pairs:
        try:
            who = {"by": request.user, "at": timezone.now()}
            act(found, proposal=proposal, person=person, reason=form.cleaned_data["reason"], **who)
            settled += 1
        except Refused as refused:
            messages.warning(request, refused.refusal.sentence)
    if settled:
        word = "no conflict, until something new is found" if verdict == "clear" else "a conflict, and hidden"
        messages.success(request, f"{settled} of what you ticked {'is' if settled == 1 else 'are'} {word}.")
    return redirect(address("conflict_list", found))


def ticked_pairs(stage, person, ticked):
    """Proposals she may know of with members of the committee, in the order of the page; others are left out."""
    proposals = {each.code: each for each in with_submitted_titles(stage.proposals_for(person))}
    members = {str(each.pk): each for each in looking.members_of(stage)}
    split = (key.partition("-") for key in ticked)
    return [(proposals[code], members[pk]) for code, _, pk in split if code in proposals and pk in members]


@login_required
@require_POST
def conflict_look(request, meeting, stage):
    found, _ = led(request.user, meeting, stage)
    looking.look_again(found, by=request.user, at=timezone.now())
    messages.success(request, "What stands here is what is found now.")
    return redirect(address("conflict_list", found))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def conflict_new(request, meeting, stage):
    """Record one for a member."""
    found, _ = led(request.user, meeting, stage)
    form = ConflictOfForm(request.POST or None, stage=found, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            conflicts.declare(found, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, f"{form.cleaned_data['person']} sees nothing of it any more.")
            return redirect(address("conflict_list", found))
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {"stage": found, "meeting": found.call.meeting, "form": form}
    return render(request, "reviews/conflict_new.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def conflict_check(request, meeting, stage):
    """Before somebody is asked into the committee: what she could not read."""
    found, _ = led(request.user, meeting, stage)
    form = CheckForm(request.GET or None)
    rows = []
    if form.is_bound and form.is_valid():
        typed = dict(form.cleaned_data)
        answers = check(typed.pop("address"), found.call, at=timezone.now(), viewer=request.user, **typed)
        rows = checked_rows(found, request.user, answers)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "stage": found,
        "meeting": found.call.meeting,
        "form": form,
        "page": page,
        "is_checked": form.is_bound and form.is_valid(),
        "blocked": sum(finding.state == State.BLOCKED for _, finding in rows),
        "total": found.proposals_for(request.user).count(),
    }
    return render(request, "reviews/conflict_check.html", context, status=422 if form.errors else 200)


def checked_rows(stage, person, answers):
    """(proposal, finding) of the stage's proposals, what is blocked first."""
    found = stage.proposals_for(person).filter(pk__in=list(answers))
    proposals = with_submitted_titles(found.order_by("title", "pk"))
    rows = [(each, answers[each.pk]) for each in proposals if answers[each.pk].state != State.CLEARED]
    return sorted(rows, key=lambda row: row[1].state != State.BLOCKED)


def conflicts_of(stage, person):
    rows = Conflict.objects.declared().visible_to(person).filter(proposal__call=stage.call_id)
    return rows.select_related("person", "proposal", "by")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def conflict_lift(request, meeting, stage, conflict):
    found, _ = led(request.user, meeting, stage)
    if rules.set_up(request.user):
        raise Http404
    row = get_object_or_404(conflicts_of(found, request.user), pk=conflict)
    with_submitted_titles([row.proposal])
    insist(rules.lift_conflict(request.user, row))
    if request.method == "POST":
        conflicts.lift(row, by=request.user, at=timezone.now())
        messages.success(request, f"{row.person} sees “{row.proposal}” again.")
        return redirect(address("conflict_list", found))
    question = {
        "title": f"Lift the conflict of {row.person} with “{row.proposal}”?",
        "text": f"{row.person} wrote: {row.reason}" if row.by == row.person else f"The reason given: {row.reason}",
        "undo": "A submitted review about the proposal is there again, and counts.",
        "action": request.path,
        "label": "Lift the conflict",
        "cancel_url": address("conflict_list", found),
        "cancel_label": "It stands",
    }
    return render(request, "confirm.html", question)

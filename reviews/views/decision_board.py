"""The decision board of a stage: what is covered, ticked and left, and deciding as one has ticked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.refusal import Refused, insist
from reviews import rules
from reviews.actions import portfolio
from reviews.forms.portfolio import AsTickedForm, BoardFilter, SolverForm
from reviews.offers import address, tabs
from reviews.portfolio.memory import decision_board_of
from reviews.views.reach import overseen

PAGE = 60
DECIDED_AT = "decided_as_ticked"
"""In the session: {stage: moment}, so that it can be undone."""


@login_required
@require_safe
def decision_board(request, meeting, stage):
    found, standing = overseen(request.user, meeting, stage)
    world, effect = decision_board_of(found, request.user)
    form = BoardFilter(request.GET, world=world)
    cases = [case for case in world.ordered if form.wanted(case)]
    page = Paginator(cases, PAGE).get_page(request.GET.get("page"))
    context = {
        "stage": found,
        "meeting": found.call.meeting,
        "tabs": tabs(found, standing, "decision_board"),
        "standing": standing,
        "world": world,
        "effect": effect,
        "filter": form,
        "clear_url": request.path if len(cases) < len(world.cases) else "",
        "shown": len(cases),
        "page": page,
        "rows": [(case, world.lines.get(case.key), world.names.formats[case.format]) for case in page],
        "solver": SolverForm(),
        "query": request.GET.urlencode(),
        "can_undo": str(found.pk) in request.session.get(DECIDED_AT, {}),
    }
    return render(request, "reviews/decision_board.html", context)


@login_required
@require_POST
def board_tick(request, meeting, stage):
    """Keep the ticks of the rows on the page; htmx gets the effect, everybody else the page again."""
    found, _ = overseen(request.user, meeting, stage)
    shown, taken = (keys_of(request.POST.getlist(name)) for name in ("shown", "take"))
    portfolio.tick(found, shown=shown, taken=taken, by=request.user, at=timezone.now())
    if request.htmx:
        _, effect = decision_board_of(found, request.user)
        return render(request, "reviews/_board_effect.html", {"effect": effect, "stage": found})
    return redirect(f"{address('decision_board', found)}?{request.POST.get('query', '')[:300]}#effect")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def board_clear(request, meeting, stage):
    found, _ = overseen(request.user, meeting, stage)
    if request.method == "POST":
        count = portfolio.throw_away(found, by=request.user, at=timezone.now())
        messages.success(
            request, f"{count} tick{'' if count == 1 else 's'} thrown away. Nothing was decided by them."
        )
        return redirect(address("decision_board", found))
    page = {
        "title": "Throw your ticks away?",
        "text": "Only your own ticks in this stage; decisions stay.",
        "undo": "This cannot be undone.",
        "label": "Throw them away",
        "action": request.path,
        "cancel_url": address("decision_board", found),
        "cancel_label": "Keep them",
    }
    return render(request, "confirm.html", page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def board_decide(request, meeting, stage):
    """A page of its own says what would be decided."""
    found, standing = overseen(request.user, meeting, stage)
    insist(rules.decide_in(request.user, found))
    form = AsTickedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and decided(request, form, found):
        return redirect(address("decision_board", found))
    world, effect = decision_board_of(found, request.user)
    context = {
        "stage": found,
        "meeting": found.call.meeting,
        "tabs": tabs(found, standing, "decision_board"),
        "ticked": [case for case in world.ordered if case.is_ticked],
        "open": sum(case.is_open and not case.is_ticked for case in world.cases),
        "effect": effect,
        "form": form,
    }
    return render(request, "reviews/board_decide.html", context, status=422 if form.errors else 200)


def decided(request, form, stage) -> bool:
    at = timezone.now()
    try:
        made = portfolio.decide_as_ticked(stage, **form.cleaned_data, by=request.user, at=at)
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return False
    request.session[DECIDED_AT] = {str(stage.pk): at.isoformat()}
    messages.success(request, f"{len(made)} written down. Nobody outside learns it before letters are released.")
    return True


@login_required
@require_POST
def board_undo(request, meeting, stage):
    found, _ = overseen(request.user, meeting, stage)
    moment = parse_datetime(request.session.get(DECIDED_AT, {}).pop(str(found.pk), ""))
    request.session.modified = True
    if moment:
        count = portfolio.undo_decided(found, decided_at=moment, by=request.user, at=timezone.now())
        messages.success(request, f"{count} undecided again, and your ticks are back.")
    return redirect(address("decision_board", found))


def keys_of(values) -> set[int]:
    return {int(value) for value in values[: 2 * PAGE] if value.isdecimal() and len(value) < 18}

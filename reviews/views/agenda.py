"""Put an agenda together, by hand and by machine."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from people.refusal import insist
from proposals.reading import with_submitted_titles
from reviews.actions import arranging, presiding
from reviews.forms.sittings import ItemForm
from reviews.models import AgendaItem
from reviews.models.stage import JUDGED
from reviews.sittings import rules
from reviews.sittings.agenda import agenda_of, best_order, members_of
from reviews.sittings.offers import path
from reviews.views.sittings import planned, sitting_of

PER_PAGE = 50
VERBS = {
    "up": lambda item, **who: arranging.move(item, step=-1, **who),
    "down": lambda item, **who: arranging.move(item, step=1, **who),
    "lock": lambda item, **who: arranging.lock(item, is_locked=True, **who),
    "unlock": lambda item, **who: arranging.lock(item, is_locked=False, **who),
    "take-off": arranging.take_off,
    "begin": presiding.begin,
    "end": presiding.end,
}
IN_ROOM = {"begin", "end"}


def candidates(sitting, person):
    """Proposals of the stage that are judged, undecided in it, and not on the agenda."""
    if sitting.stage is None:
        return None
    rows = sitting.stage.proposals_for(person).filter(state__in=JUDGED)
    rows = rows.exclude(decisions__stage=sitting.stage).exclude(agenda_items__sitting=sitting)
    return rows.select_related("format").order_by("title", "pk")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agenda_add(request, meeting, sitting):
    """Proposals that are ticked, or all; or something else with a title."""
    found = planned(request.user, meeting, sitting)
    rows, at = candidates(found, request.user), timezone.now()
    act = request.POST.get("act", "")
    form = ItemForm(request.POST if act == "item" else None)
    if act in ("all", "ticked"):
        chosen = rows if act == "all" else rows.filter(code__in=request.POST.getlist("proposal"))
        number = arranging.add_proposals(found, proposals=chosen, by=request.user, at=at)
        messages.success(request, f"{number} added to the agenda." if number else "Nothing was ticked.")
        return redirect("sitting" if number else "agenda_add", meeting, found.pk)
    if act == "item" and form.is_valid():
        arranging.add_item(found, title=form.cleaned_data["title"], by=request.user, at=at)
        return redirect("sitting", meeting, found.pk)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page")) if rows is not None else None
    if page:
        with_submitted_titles(page.object_list)
    context = {"sitting": found, "meeting": found.committee.meeting, "page": page, "form": form}
    context["as_item"] = [("act", "item")]
    return render(request, "reviews/agenda_add.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agenda_order(request, meeting, sitting):
    """The machine's order beside the one as given; nothing changes before it is taken."""
    found = planned(request.user, meeting, sitting)
    if request.method == "POST":
        keys = [int(key) for key in request.POST.getlist("item") if key.isdigit()]
        arranging.put_in_order(found, keys=keys, by=request.user, at=timezone.now())
        messages.success(request, "The agenda is in this order now.")
        return redirect("sitting", meeting, found.pk)
    agenda = agenda_of(found, request.user, members_of(found))
    order = best_order(agenda)
    lines = {line.item.pk: line for line in agenda.lines}
    context = {
        "sitting": found,
        "meeting": found.committee.meeting,
        "order": order,
        "lines": [lines[key] for key in order.keys],
    }
    return render(request, "reviews/agenda_order.html", context)


@login_required
@require_POST
def agenda_verb(request, meeting, sitting, item, verb):
    found = sitting_of(request.user, meeting, sitting)
    rows = AgendaItem.objects.shown_to(request.user).select_related("proposal")
    row = get_object_or_404(rows, pk=item, sitting=found)
    if verb not in VERBS:
        raise Http404
    row.sitting = found
    insist(rules.arrange(request.user, found) if verb not in IN_ROOM else None)
    VERBS[verb](row, by=request.user, at=timezone.now())
    if verb in IN_ROOM:
        return redirect("room", meeting, found.pk)
    return redirect(f"{path('sitting', found)}#item-{row.pk or ''}")

"""How much each member reads, and who is kept apart."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from people.models import Publication
from people.refusal import Refused
from reviews import rules
from reviews.actions import planning
from reviews.actions.assigning import members
from reviews.models import KeptApart, ReadingLoad
from reviews.offers import address, tabs
from reviews.planning.forms import ApartForm, LoadForm
from reviews.tables import loads
from reviews.views.assign import led


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reading_loads(request, meeting, stage):
    found, standing = led(request.user, meeting, stage)
    rows = load_rows(request, found)
    wrong = [row for row in rows if row["form"].is_bound and not row["form"].is_valid()]
    if request.method == "POST" and not wrong:
        ranges = {row["seat"].pk: row["form"].limits for row in rows if row["form"].has_changed()}
        planning.set_loads(found, ranges=ranges, by=request.user, at=timezone.now())
        messages.success(request, "What members read is kept; the next plan keeps to it.")
        return redirect(address("reading_loads", found))
    pairs = KeptApart.objects.filter(committee=found.committee_id).select_related("one", "other").order_by("pk")
    context = {
        "stage": found,
        "meeting": found.call.meeting,
        "tabs": tabs(found, standing, "reading_loads"),
        "rows": rows,
        "apart": pairs,
        "apart_form": ApartForm(members=members(found)),
        "refusal": rules.assign(request.user, found),
    }
    return render(request, "reviews/reading_loads.html", context, status=422 if wrong else 200)


def load_rows(request, stage):
    """Each reviewing seat with its range, what its holder reads now, and how many papers she gave."""
    seats = (
        stage.committee.seats.serving()
        .filter(may_review=True)
        .select_related("person")
        .order_by("person__family_name", "person__given_name", "pk")
    )
    own = {row.seat_id: row for row in ReadingLoad.objects.filter(seat__committee=stage.committee_id)}
    carried = {load.person.pk: load for load in loads(stage, request.user)}
    gave = set(
        Publication.objects.filter(person__in=[seat.person_id for seat in seats]).values_list("person", flat=True)
    )
    rows = []
    for seat in seats:
        limits = own.get(seat.pk)
        initial = {"fewest": limits.fewest, "most": limits.most} if limits else {}
        form = LoadForm(request.POST or None, initial=initial, prefix=f"seat-{seat.pk}")
        rows.append({"seat": seat, "form": form, "load": carried[seat.person_id], "papers": seat.person_id in gave})
    return rows


@login_required
@require_POST
def kept_apart(request, meeting, stage):
    """Keep two members apart."""
    found, _ = led(request.user, meeting, stage)
    form = ApartForm(request.POST, members=members(found))
    try:
        if form.is_valid():
            planning.keep_apart(found, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, "These two will not read the same proposal.")
        else:
            messages.error(request, "Choose two members of this committee.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return redirect(f"{address('reading_loads', found)}#apart")


@login_required
@require_POST
def let_together(request, meeting, stage, pair):
    found, _ = led(request.user, meeting, stage)
    row = get_object_or_404(KeptApart, pk=pair, committee=found.committee_id)
    planning.let_together(found, pair=row, by=request.user, at=timezone.now())
    messages.success(request, f"{row.one} and {row.other} may read the same proposal again.")
    return redirect(f"{address('reading_loads', found)}#apart")

"""Ties to people, which everybody declares for herself and program staff can lift."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.refusal import Refused, insist
from reviews import rules
from reviews.actions import ties
from reviews.forms.ties import TieForm
from reviews.models import Tie

PAGE = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tie_list(request):
    form = TieForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            tie = ties.declare_tie(request.user, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, f"Your tie to {tie.name} is declared.")
            return redirect("tie_list")
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    rows = Tie.objects.visible_to(request.user).select_related("person", "by")
    context = {
        "own": rows.filter(person=request.user),
        "page": Paginator(rows.exclude(person=request.user), PAGE).get_page(request.GET.get("page")),
        "form": form,
    }
    return render(request, "reviews/tie_list.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tie_lift(request, tie):
    row = get_object_or_404(Tie.objects.visible_to(request.user).select_related("person", "other"), pk=tie)
    insist(rules.lift_tie(request.user, row))
    if request.method == "POST":
        ties.lift_tie(row, by=request.user, at=timezone.now())
        messages.success(request, f"The tie of {row.person} to {row.name} is lifted.")
        return redirect("tie_list")
    question = {
        "title": f"Lift the tie of {row.person} to {row.name}?",
        "text": f"{row.get_kind_display()}. What follows from it ends: each sees the other’s proposals again.",
        "undo": "Either of them can declare it anew.",
        "action": request.path,
        "label": "Lift the tie",
        "cancel_url": reverse("tie_list"),
        "cancel_label": "It stands",
    }
    return render(request, "confirm.html", question)

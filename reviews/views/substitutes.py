"""Proposals from which a chair of the stage is hidden, and who stands in for her. She finds neither."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people.models import Person
from people.refusal import Refused
from proposals.reading import with_submitted_titles
from reviews.actions import substituting
from reviews.models import ActingChair
from reviews.models.conflict import hidden_from
from reviews.offers import address, tabs
from reviews.views.reach import led, proposal_of
from workshops.models import Right

PAGE = 50


class SubstituteForm(forms.Form):
    person = forms.ModelChoiceField(
        label="Who stands in for the chair",
        queryset=None,
        required=False,
        empty_label="Nobody",
        help_text="She assigns the readers of this proposal and decides on it. A letter tells her.",
    )

    def __init__(self, *args, stage, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = substituting.candidates_for(stage)


def without_their_chair(stage, person):
    """Proposals hidden from somebody who leads the stage by her seat, of those this person may know."""
    chairs = Person.objects.filter(pk__in=stage.committee.seats.serving().with_right(Right.ASSIGN).people())
    hidden = Q(pk__in=[])
    for chair in chairs:
        hidden |= Q(pk__in=hidden_from(chair))
    return stage.proposals_for(person).filter(hidden).order_by("title", "pk")


@login_required
@require_safe
def substitute_list(request, meeting, stage):
    found, standing = led(request.user, meeting, stage)
    page = Paginator(without_their_chair(found, request.user), PAGE).get_page(request.GET.get("page"))
    proposals = with_submitted_titles(page.object_list)
    acting = ActingChair.objects.filter(stage=found, proposal__in=[each.pk for each in proposals])
    named = {row.proposal_id: row.person for row in acting.select_related("person")}
    page.object_list = [(each, named.get(each.pk)) for each in proposals]
    context = {
        "stage": found,
        "meeting": found.call.meeting,
        "tabs": tabs(found, standing, "conflict_list"),
        "page": page,
    }
    return render(request, "reviews/substitute_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def substitute_name(request, meeting, stage, code):
    found, _ = led(request.user, meeting, stage)
    proposal = proposal_of(found, request.user, code)
    acting = ActingChair.objects.filter(stage=found, proposal=proposal).first()
    form = SubstituteForm(request.POST or None, stage=found, initial={"person": acting and acting.person_id})
    if request.method == "POST" and form.is_valid():
        try:
            who = {"by": request.user, "at": timezone.now()}
            if person := form.cleaned_data["person"]:
                substituting.name_substitute(found, proposal=proposal, person=person, **who)
                messages.success(request, f"{person} stands in for the chair with “{proposal}”.")
            else:
                substituting.end_substitute(found, proposal=proposal, **who)
                messages.success(request, f"Nobody stands in for the chair with “{proposal}”.")
            return redirect(address("substitute_list", found))
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {"stage": found, "meeting": found.call.meeting, "proposal": proposal, "form": form}
    return render(request, "reviews/substitute_name.html", context, status=422 if form.errors else 200)

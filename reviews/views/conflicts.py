"""Program staff keep the list of conflicts, record one for somebody else, and lift one."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.models import Person
from people.refusal import Refused, insist
from proposals.reading import with_submitted_titles
from reviews import rules
from reviews.actions import conflicts
from reviews.forms.review import ConflictForm
from reviews.models import Conflict
from reviews.offers import address, tabs
from reviews.views.reach import stage_of


class ConflictOfForm(ConflictForm):
    """For a member of the committee, with one of the stage's proposals."""

    person = forms.ModelChoiceField(label="Member", queryset=None, empty_label="Choose a member")
    proposal = forms.ModelChoiceField(queryset=None, empty_label="Choose a proposal")
    field_order = ["person", "proposal", "reason"]

    def __init__(self, *args, stage, by, **kwargs):
        super().__init__(*args, **kwargs)
        members = stage.committee.seats.order_by().values("person")
        self.fields["person"].queryset = Person.objects.filter(pk__in=members).in_index_order()
        proposals = stage.proposals_for(by).order_by("title", "pk")
        self.fields["proposal"].queryset = proposals
        named = [(each.pk, str(each)) for each in with_submitted_titles(proposals)]
        self.fields["proposal"].choices = [("", self.fields["proposal"].empty_label), *named]


def kept(person, meeting, stage):
    """A stage whose list of conflicts this person keeps."""
    found = stage_of(person, meeting, stage)
    if rules.set_up(person):
        raise Http404
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def conflict_list(request, meeting, stage):
    found = kept(request.user, meeting, stage)
    form = ConflictOfForm(request.POST or None, stage=found, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            conflicts.declare(found, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, f"{form.cleaned_data['person']} sees nothing of it any more.")
            return redirect(address("conflict_list", found))
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {
        "stage": found,
        "meeting": found.call.meeting,
        "tabs": tabs(found, rules.standing(request.user, found), "conflict_list"),
        "conflicts": titled(conflicts_of(found, request.user)),
        "form": form,
    }
    return render(request, "reviews/stage_conflicts.html", context, status=422 if form.errors else 200)


def conflicts_of(stage, person):
    rows = Conflict.objects.declared().visible_to(person).filter(proposal__call=stage.call_id)
    return rows.select_related("person", "proposal", "by").order_by("person__family_name", "pk")


def titled(conflicts):
    rows = list(conflicts)
    with_submitted_titles(row.proposal for row in rows)
    return rows


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def conflict_lift(request, meeting, stage, conflict):
    found = kept(request.user, meeting, stage)
    row = get_object_or_404(conflicts_of(found, request.user), pk=conflict)
    titled([row])
    insist(rules.lift_conflict(request.user, row))
    if request.method == "POST":
        conflicts.lift(row, by=request.user, at=timezone.now())
        messages.success(request, f"{row.person} sees “{row.proposal}” again.")
        return redirect(address("conflict_list", found))
    question = {
        "title": f"Lift the conflict of {row.person} with “{row.proposal}”?",
        "text": f"{row.person} wrote: {row.reason}" if row.by == row.person else f"The reason given: {row.reason}",
        "undo": "What was written about the proposal is there again, and counts.",
        "action": request.path,
        "label": "Lift the conflict",
        "cancel_url": address("conflict_list", found),
        "cancel_label": "It stands",
    }
    return render(request, "confirm.html", question)

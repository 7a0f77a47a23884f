"""Sittings of a meeting's committees: the list, one of them with its agenda, and what its chair does before it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people.refusal import Refusal, Refused, insist
from rendering.calendar import MEDIA_TYPE
from reviews.actions import convening
from reviews.forms.sittings import SittingForm, may_plan
from reviews.models import Sitting
from reviews.sittings import rules
from reviews.sittings.agenda import agenda_of, members_of
from reviews.sittings.invitation import calendar_file, told_of
from reviews.sittings.offers import sitting_offers
from reviews.views.reach import meeting_of

ASKED = require_http_methods(["GET", "HEAD", "POST"])
PER_PAGE = 50


def sitting_of(person, meeting: str, sitting: int) -> Sitting:
    rows = Sitting.objects.for_page().visible_to(person).select_related("minutes")
    return get_object_or_404(rows, pk=sitting, committee__meeting__slug=meeting)


def planned(person, meeting: str, sitting: int) -> Sitting:
    """A sitting that this person plans; other members see it, and get a refusal."""
    found = sitting_of(person, meeting, sitting)
    insist(rules.arrange(person, found))
    return found


@login_required
@require_safe
def sitting_list(request, meeting):
    meeting = meeting_of(request.user, meeting)
    rows = Sitting.objects.for_page().visible_to(request.user).filter(committee__meeting=meeting)
    page = Paginator(rows.order_by("-starts_at", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    context = {"meeting": meeting, "page": page, "may_plan": may_plan(request.user, meeting).exists()}
    return render(request, "reviews/sitting_list.html", context)


def told_lines(sitting: Sitting, members) -> list[tuple]:
    """Each member with what her calendar answered; nothing before they were called."""
    told = told_of(sitting)
    return [(person, told.get(person.pk)) for person in members] if told else []


@login_required
@require_safe
def sitting(request, meeting, sitting):
    found = sitting_of(request.user, meeting, sitting)
    part = rules.part_in(request.user, found)
    members = members_of(found)
    context = {
        "sitting": found,
        "meeting": found.committee.meeting,
        "members": members,
        "agenda": agenda_of(found, request.user, members),
        "arranges": part.lead and not found.closed_at,
        "told": told_lines(found, members) if part.lead else [],
        "offers": sitting_offers(found, part),
    }
    return render(request, "reviews/sitting.html", context)


@login_required
@ASKED
def sitting_new(request, meeting):
    meeting = meeting_of(request.user, meeting)
    committees = may_plan(request.user, meeting)
    if not committees:
        raise Refused(Refusal("Only who leads a committee of this meeting plans its sittings.", rules.ASK_CHAIR))
    last = Sitting.objects.filter(committee__in=committees).order_by("pk").last()
    rule = {"quorum": last.quorum, "majority": last.majority} if last else {}
    form = SittingForm(request.POST or None, meeting=meeting, committees=committees, initial=first(committees) | rule)
    if request.method == "POST" and form.is_valid():
        made = convening.plan_sitting(by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, f"{made} is planned. Now put its agenda together.")
        return redirect("sitting", meeting.slug, made.pk)
    back = reverse("sitting_list", args=[meeting.slug])
    return with_form(request, meeting, form, "Plan a sitting", "Plan it", back)


def first(committees) -> dict:
    """With one committee there is nothing to choose."""
    only = committees[0] if len(committees) == 1 else None
    return {"committee": only, "stage": only.stages.last()} if only else {}


@login_required
@ASKED
def sitting_edit(request, meeting, sitting):
    found = planned(request.user, meeting, sitting)
    meeting, committees = found.committee.meeting, may_plan(request.user, found.committee.meeting)
    form = SittingForm(request.POST or None, instance=found, meeting=meeting, committees=committees)
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        del fields["committee"]
        changed = convening.edit_sitting(found, by=request.user, at=timezone.now(), **fields)
        moved = changed.called_at and changed.revised_at > changed.called_at
        said = " The members do not know yet: call them again." if moved else ""
        messages.success(request, f"{changed} is changed.{said}")
        return redirect("sitting", meeting.slug, found.pk)
    back = reverse("sitting", args=[meeting.slug, found.pk])
    return with_form(request, meeting, form, f"Change {found.name}", "Change it", back)


def with_form(request, meeting, form, title, label, back):
    page = {"meeting": meeting, "form": form, "title": title, "label": label, "back": back}
    return render(request, "reviews/sitting_form.html", page, status=422 if form.errors else 200)


@login_required
@ASKED
def sitting_call(request, meeting, sitting):
    """Ask once more, then a letter goes to everybody."""
    found = planned(request.user, meeting, sitting)
    insist(rules.call(request.user, found))
    if request.method == "POST":
        written, faults = convening.call_members(found, by=request.user, at=timezone.now())
        messages.success(request, f"{written} letters with a calendar file are on their way.")
        for fault in faults:
            messages.warning(request, fault)
        return redirect("sitting", meeting, found.pk)
    number = len(members_of(found))
    text = f"A letter goes to {number} members at once, with a calendar file. It does not say what is on the agenda."
    return ask(request, found, f"Call the members to {found}?", text, "Call them", "Not yet")


@login_required
@ASKED
def sitting_call_off(request, meeting, sitting):
    found = planned(request.user, meeting, sitting)
    insist(rules.call(request.user, found))
    if request.method == "POST":
        convening.call_off(found, by=request.user, at=timezone.now())
        messages.success(request, f"{found.name} is called off.")
        return redirect("sitting_list", meeting)
    told = "Its members get a letter that takes it out of their calendars." if found.called_at else ""
    text = f"The sitting and its agenda are gone. {told}".strip()
    return ask(request, found, f"Call off {found}?", text, "Call it off", "It takes place", danger=True)


def ask(request, found, title, text, label, cancel, *, danger=False):
    back = reverse("sitting", args=[found.committee.meeting.slug, found.pk])
    page = {"title": title, "text": text, "label": label, "action": request.path}
    page |= {"cancel_url": back, "cancel_label": cancel, "begins": not danger}
    return render(request, "confirm.html", page)


@login_required
@require_safe
def sitting_calendar(request, meeting, sitting):
    found = sitting_of(request.user, meeting, sitting)
    name = f'attachment; filename="sitting-{found.pk}.ics"'
    return HttpResponse(calendar_file(found), content_type=MEDIA_TYPE, headers={"Content-Disposition": name})

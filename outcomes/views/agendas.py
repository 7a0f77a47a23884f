"""Published agendas, for everybody: the list, one of them with how to cite it, its files; and publishing one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from outcomes import rules
from outcomes.actions.publishing import follow_up, publish
from outcomes.forms.exercise import FollowUpForm, PublishForm
from outcomes.models import FollowUp, ResearchAgenda
from outcomes.publishing.citing import Citation, citation_of
from outcomes.publishing.files import KINDS, file_of
from outcomes.publishing.places import address_of
from outcomes.views.reach import ASKED, exercise_of, round_of, with_form
from people.refusal import insist
from workshops.models import Meeting


def agenda_of(person: Any, meeting: str, code: str) -> ResearchAgenda:
    rows = ResearchAgenda.objects.visible_to(person).select_related("exercise__meeting")
    return get_object_or_404(rows, code=code, exercise__meeting__slug=meeting)


def cited(found: ResearchAgenda) -> Citation:
    return citation_of(found.body, code=found.code, doi=found.doi, address=address_of(found))


@require_safe
def agenda_list(request, meeting):
    found = get_object_or_404(Meeting.objects.visible_to(request.user), slug=meeting)
    rows = ResearchAgenda.objects.visible_to(request.user).filter(exercise__meeting=found).defer("body")
    return render(request, "outcomes/agenda_list.html", {"meeting": found, "rows": rows})


@require_safe
def agenda(request, meeting, code):
    found = agenda_of(request.user, meeting, code)
    context = {
        "agenda": found,
        "meeting": found.exercise.meeting,
        "body": found.body,
        "lines": lines_of(found),
        "may_follow": rules.found(request.user) is None,
        "citation": cited(found),
        "kinds": [(kind, reverse("agenda_file", args=[meeting, code, kind])) for kind in KINDS],
        "other": found.exercise.agendas.exclude(pk=found.pk).defer("body"),
    }
    return render(request, "outcomes/agenda.html", context)


def lines_of(found: ResearchAgenda) -> list[tuple[dict[str, Any], list[FollowUp]]]:
    """Each item with what became of it, the latest last."""
    since: dict[int, list[FollowUp]] = {}
    for row in found.follow_ups.all():
        since.setdefault(row.number, []).append(row)
    return [(each, since.get(each["number"], [])) for each in found.body["priorities"]]


@login_required
@ASKED
def agenda_follow_up(request, meeting, code, number):
    """Say what became of one item; what was said before stays."""
    found = agenda_of(request.user, meeting, code)
    item = next((each for each in found.body["priorities"] if each["number"] == number), None)
    if item is None:
        raise Http404
    insist(rules.follow_up(request.user, found, number))
    form = FollowUpForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        follow_up(found, number, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "It stands on the page of the agenda.")
        return redirect(f"{reverse('agenda', args=[meeting, code])}#item-{number}")
    context = {"agenda": found, "meeting": found.exercise.meeting, "item": item, "form": form}
    return render(request, "outcomes/agenda_follow_up.html", context, status=422 if form.errors else 200)


@require_safe
def agenda_file(request, meeting, code, kind):
    found = agenda_of(request.user, meeting, code)
    if kind not in KINDS:
        raise Http404
    content, media = file_of(kind, found.body, cited(found))
    name = f'attachment; filename="agenda-{found.code}.{"json" if kind == "csl" else kind}"'
    return HttpResponse(content, content_type=media, headers={"Content-Disposition": name})


@login_required
@ASKED
def agenda_publish(request, meeting, code, number):
    found = exercise_of(request.user, meeting, code)
    return publishing(request, found, round_of(found, number))


@login_required
@ASKED
def agenda_publish_unranked(request, meeting, code):
    return publishing(request, exercise_of(request.user, meeting, code), None)


def publishing(request, found, row):
    insist(rules.publish(request.user, found, row))
    form = PublishForm(request.POST or None, initial={"title": found.title})
    if request.method == "POST" and form.is_valid():
        made = publish(found, row, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, f"Edition {made.edition} is published, and stays as it is.")
        return redirect("agenda", found.meeting.slug, made.code)
    return with_form(request, found, "", form, "Publish the agenda", "Publish it")

"""Talks that may find another place: the list, taking one up, and the list as CSV."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from proposals.models import Candidate
from proposals.reading import with_submitted_titles
from rendering.sheets import CSV_MEDIA_TYPE, csv_bytes
from reviews.models.conflict import hidden_from
from scheduling.actions.candidates import take_up
from scheduling.views.fetching import in_setup

ROWS = 50
HEADER = ("Talk", "Minutes", "Speaker", "Address", "Institution", "Workshop", "Consent", "Taken up in")
STATES = {
    "yes": ("Consents", Q(answer="yes")),
    "asked": ("Asked, no answer yet", Q(answer="", asked_at__isnull=False)),
    "no": ("Said no", Q(answer="no")),
    "unasked": ("Not asked: no address", Q(answer="", asked_at__isnull=True)),
}


class FindForm(forms.Form):
    q = forms.CharField(label="Search", required=False, max_length=100)
    state = forms.ChoiceField(
        label="Consent", required=False, choices=[("", "Any"), *((key, label) for key, (label, _) in STATES.items())]
    )
    free = forms.BooleanField(label="Without a place only", required=False)


class SessionForm(forms.Form):
    session = forms.ModelChoiceField(None, to_field_name="code", label="Session", empty_label="Choose")

    def __init__(self, meeting, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = meeting.sessions.filter(cancelled_at__isnull=True)


def known(person, meeting):
    """Without the talks of proposals in which she has a conflict."""
    rows = Candidate.objects.filter(meeting=meeting).exclude(proposal__in=hidden_from(person))
    return rows.select_related("proposal").prefetch_related("session_items__session")


def found(rows, form):
    wanted = form.cleaned_data if form.is_valid() else {}
    if wanted.get("q"):
        words = wanted["q"]
        rows = rows.filter(Q(title__icontains=words) | Q(speaker__icontains=words) | Q(affiliation__icontains=words))
    if wanted.get("state"):
        rows = rows.filter(STATES[wanted["state"]][1])
    if wanted.get("free"):
        rows = rows.filter(session_items__isnull=True)
    return rows.order_by("title", "pk")


@require_safe
@in_setup
def candidate_list(request, meeting):
    form = FindForm(request.GET)
    every = known(request.user, meeting)
    rows = found(every, form)
    if request.GET.get("as") == "csv":
        return sheet(meeting, rows)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    with_submitted_titles(each.proposal for each in page)
    context = {
        "meeting": meeting,
        "form": form,
        "page": page,
        "total": every.count(),
        "clear_url": request.path if request.GET else "",
        "sessions": list(meeting.sessions.filter(cancelled_at__isnull=True).values_list("code", "title")),
    }
    return render(request, "scheduling/candidate_list_page.html", context)


def sheet(meeting, rows) -> HttpResponse:
    candidates = list(rows)
    with_submitted_titles(each.proposal for each in candidates)
    lines = [
        (
            each.title,
            each.minutes,
            each.speaker,
            each.email,
            each.affiliation,
            str(each.proposal),
            STATES[each.state][0],
            ", ".join(item.session.title for item in each.session_items.all()),
        )
        for each in candidates
    ]
    name = f'attachment; filename="{meeting.slug}-candidates.csv"'
    return HttpResponse(csv_bytes(HEADER, lines), content_type=CSV_MEDIA_TYPE, headers={"Content-Disposition": name})


@require_POST
@in_setup
def candidate_take_up(request, meeting, candidate):
    row = get_object_or_404(known(request.user, meeting), code=candidate)
    form = SessionForm(meeting, request.POST)
    if form.is_valid():
        item = take_up(row, form.cleaned_data["session"], by=request.user, at=timezone.now())
        messages.success(request, f"“{row.title}” is the last talk of “{item.session}” now.")
    else:
        messages.error(request, "Choose the session that takes up the talk.")
    return redirect("candidate_list", meeting.slug)

"""My publications: pasted, looked at, kept, corrected, removed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.models import Publication
from people.publications import actions
from people.publications.forms import PasteForm, PublicationForm
from people.publications.reading import read_publications
from people.refusal import Refused

ROWS = 50
MOST_FAULTS = 30


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def publication_list(request):
    """The list, and the form that adds to it; what was read is shown before it is kept."""
    form = PasteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return take(request, form.cleaned_data["text"])
    rows = Publication.objects.of(request.user)
    context = {
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "without": rows.filter(abstract="").count(),
        "form": form,
    }
    return render(request, "people/publication_list.html", context, status=422 if form.errors else 200)


def take(request, text):
    listing = read_publications(text)
    if request.POST.get("act") == "add":
        return add(request, listing.entries)
    known = actions.keys_of(request.user)
    rows = [
        (number, each, bool({each.doi, each.title.casefold()} & known)) for number, each in enumerate(listing.entries)
    ]
    context = {
        "listing": listing,
        "rows": rows,
        "new": sum(not is_known for *_, is_known in rows),
        "faults": listing.faults[:MOST_FAULTS],
        "more_faults": max(len(listing.faults) - MOST_FAULTS, 0),
        "text": text,
        "form": PasteForm(initial={"text": text}),
    }
    return render(request, "people/publication_preview.html", context)


def add(request, entries):
    ticked = {int(number) for number in request.POST.getlist("keep") if number.isdecimal()}
    chosen = [each for number, each in enumerate(entries) if number in ticked]
    try:
        rows = actions.add_publications(chosen, by=request.user, at=timezone.now())
        many = "1 publication is" if len(rows) == 1 else f"{len(rows)} publications are"
        messages.success(request, f"{many} in your list now.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return redirect("publication_list")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def publication_edit(request, publication):
    found = get_object_or_404(Publication.objects.of(request.user), pk=publication)
    form = PublicationForm(request.POST or None, instance=found)
    if form.is_valid():
        actions.edit_publication(found, by=request.user, at=timezone.now(), **form.changed)
        messages.success(request, f"“{form.cleaned_data['title']}” is corrected.")
        return redirect("publication_list")
    context = {"publication": found, "form": form}
    return render(request, "people/publication_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def publication_remove(request, publication):
    found = get_object_or_404(Publication.objects.of(request.user), pk=publication)
    if request.method == "POST":
        actions.remove_publication(found, by=request.user, at=timezone.now())
        messages.success(request, f"“{found}” is no longer in your list.")
        return redirect("publication_list")
    question = {
        "title": f"Remove “{found}” from your list?",
        "text": "It no longer counts when a committee looks for who knows a proposal’s subject.",
        "undo": "To have it back, paste it again.",
        "action": request.path,
        "label": "Remove it",
        "cancel_url": reverse("publication_list"),
        "cancel_label": "Keep it",
    }
    return render(request, "confirm.html", question)

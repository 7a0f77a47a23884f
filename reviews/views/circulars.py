"""Letters to a chosen group: filter it, take out who should not get one, read each letter, write them."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from people.refusal import Refused
from rendering.text import markdown_to_html
from reviews.actions.circulating import write_circular
from reviews.circulars.audience import Audience, audience
from reviews.circulars.content import preview
from reviews.forms.circular import AudienceForm, CircularForm
from workshops.views.doors import staff_page

NOBODY = Audience([], is_too_large=False)


@staff_page
def circular(request, meeting):
    """The group stands in the address; the words and the ticks are posted."""
    group = AudienceForm(request.GET or {"group": "proposers"}, meeting=meeting)
    there = audience(meeting, group.cleaned_data, request.user) if group.is_valid() else NOBODY
    people = there.people
    form = CircularForm(request.POST or None)
    ticked = set(request.POST.getlist("to")) if request.method == "POST" else {each.key for each in people}
    shown = None
    if request.method == "POST" and form.is_valid() and group.is_valid():
        if request.POST.get("act") == "write" and (answer := written(request, meeting, group, form, ticked)):
            return answer
        shown = previewed(request, meeting, group, form, [each for each in people if each.key in ticked])
    context = {
        "meeting": meeting,
        "group": group,
        "people": [(each, each.key in ticked) for each in people],
        "too_many": there.is_too_large,
        "form": form,
        "shown": shown,
        "query": request.GET.urlencode(),
    }
    return render(request, "reviews/circular.html", context, status=422 if form.is_bound and form.errors else 200)


def written(request, meeting, group, form, ticked):
    """The way to the outbox once they are written; nothing when the action refuses."""
    try:
        count, batch = write_circular(
            meeting,
            wanted=group.cleaned_data,
            keys=ticked,
            by=request.user,
            at=timezone.now(),
            **form.cleaned_data,
        )
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return None
    are = "1 letter is" if count == 1 else f"{count} letters are"
    messages.success(request, f"{are} written and held. Read them here, then release them.")
    return redirect(f"{reverse('outbox')}?{urlencode({'batch': batch})}")


def previewed(request, meeting, group, form, chosen):
    """One letter as its reader gets it: of the person asked for, or of the first."""
    if not chosen:
        form.add_error(None, "Tick at least one of those below.")
        return None
    asked = request.POST.get("of")
    one = next((each for each in chosen if each.key == asked), chosen[0])
    subject, body = preview(meeting, group.cleaned_data["group"], one, **form.cleaned_data)
    return {"to": one, "subject": subject, "body": markdown_to_html(body), "number": len(chosen)}

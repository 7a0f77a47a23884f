"""What every page of the set-up begins and ends with."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from people.doors import staff_only
from people.refusal import Refused, insist
from workshops import rules
from workshops.actions.restoring import removals
from workshops.models import Call, Meeting


def staff_page(view: Callable) -> Callable:
    """For program staff; to everybody else it does not exist. `meeting` arrives as the Meeting."""

    @staff_only
    @wraps(view)
    def door(request, *args, meeting=None, **kwargs):
        if meeting is not None:
            args = (get_object_or_404(Meeting, slug=meeting), *args)
        return view(request, *args, **kwargs)

    return door


def call_of(meeting: Meeting, slug: str) -> Call:
    return get_object_or_404(meeting.calls.select_related("meeting"), slug=slug)


def acted(request, form, action: Callable, *things, **values):
    """What the action answers to a valid form; None when the form is not valid or the action refuses.

    A refusal becomes an error of the form, so that nothing typed is lost.
    """
    if not form.is_valid():
        return None
    try:
        return action(*things, by=request.user, at=timezone.now(), **(values or form.cleaned_data))
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return None


def show_form(request, form, title: str, back: str, **page):
    """The one page that shows a form of the set-up."""
    return render(request, "workshops/form.html", {"form": form, "title": title, "back": back} | page)


def act_and_say(request, action: Callable, thing, sentence: str, back: str):
    """For a button without a form: a refusal is answered by the middleware."""
    action(thing, by=request.user, at=timezone.now())
    messages.success(request, sentence)
    return redirect(back)


def removal(
    request, thing, action: Callable, back: str, *, rule=rules.remove, losses=(), can_undo=False, verb="Remove"
):
    """Ask before something is lost, with its name; then do it. A refusal is said before anything is asked."""
    insist(rule(thing))
    if request.method == "POST":
        name = str(thing)
        action(thing, by=request.user, at=timezone.now())
        messages.success(request, f"{name}: removed.")
        entry = removals(request.user).first() if can_undo else None
        return redirect(f"{back}?undo={entry.pk}" if entry else back)
    page = {
        "title": f"{verb} “{thing}”?",
        "losses": list(losses),
        "undo": "You can undo this right afterwards." if can_undo else "This cannot be undone.",
        "action": request.path,
        "label": verb,
        "cancel_url": back,
    }
    return render(request, "confirm.html", page)


def undo_offer(request, meeting: Meeting) -> dict | None:
    """The removal just made, named in the address, with where to undo it."""
    number = request.GET.get("undo", "")
    entry = removals(request.user).filter(pk=number).first() if number.isdecimal() and len(number) < 18 else None
    if entry is None:
        return None
    url = reverse("setup_undo", args=[meeting.slug, entry.pk])
    return {"name": entry.detail["name"], "url": url, "back": request.path}

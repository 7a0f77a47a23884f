"""Release, discard, put back, send again: one letter, those ticked, or all of a batch."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST

from letters import actions, returns
from letters.picking import Pick
from people.doors import staff_only


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def letter_release(request):
    if request.method == "POST":
        pick = Pick.from_query(request.POST)
        released = actions.release(pick.letters(request.user), by=request.user, at=timezone.now())
        messages.success(request, f"{letters(released)} released; the worker sends now.")
        return redirect("outbox")
    return confirm(
        request,
        verb="Release",
        text="This cannot be called back: mail leaves within a minute.",
        losses=None,
        begins=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def letter_discard(request):
    if request.method == "POST":
        pick = Pick.from_query(request.POST)
        discarded = actions.discard(pick.letters(request.user), by=request.user, at=timezone.now())
        undo = f"{reverse('outbox')}?state=discarded"
        text = "{} discarded. <a href='{}'>Look at what was discarded</a> to put it back."
        messages.success(request, format_html(text, letters(discarded), undo))
        return redirect("outbox")
    return confirm(request, verb="Discard", text="Nobody gets mail.", undo="You can put it back from the outbox.")


@require_POST
@staff_only
def letter_put_back(request):
    pick = Pick.from_query(request.POST)
    number = actions.put_back(pick.letters(request.user), by=request.user, at=timezone.now())
    messages.success(request, f"{letters(number)} put back; held until released.")
    return redirect("outbox")


@require_POST
@staff_only
def letter_send_again(request):
    pick = Pick.from_query(request.POST)
    number = actions.send_again(pick.letters(request.user), by=request.user, at=timezone.now())
    messages.success(request, f"{letters(number)} queued again.")
    return redirect("outbox")


@require_POST
@staff_only
def letter_settle(request):
    pick = Pick.from_query(request.POST)
    number = returns.settle(pick.letters(request.user), by=request.user, at=timezone.now())
    are = "1 address is" if number == 1 else f"{number} addresses are"
    messages.success(request, f"{are} written to again. Letters that were not sent meanwhile can be sent again.")
    return redirect("outbox")


def confirm(request, *, verb: str, **words):
    """Say how many people get mail, and which, before anything happens."""
    pick = Pick.from_query(request.GET)
    held = list(pick.letters(request.user).held().order_by("id"))
    if not held:
        raise Http404
    people = len({letter.to_address for letter in held})
    context = {
        "title": f"{verb} {letters(len(held))} to {people} {'person' if people == 1 else 'people'}?",
        "action": request.path,
        "label": f"{verb} {letters(len(held))}",
        "hidden": [("letter", str(letter.pk)) for letter in held],
        "held": held,
        "cancel_url": reverse("outbox"),
        "cancel_label": "Keep holding",
    }
    return render(request, "letters/confirm.html", context | words)


def letters(number: int) -> str:
    return "1 letter" if number == 1 else f"{number} letters"

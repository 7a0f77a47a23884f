"""Staff's pages of webhooks: who is told of each release, and what came of it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.refusal import Refused
from program.actions import webhooks
from program.forms import WebhookForm
from program.models import Webhook
from workshops.views.doors import staff_page

ROWS = 50


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def webhook_list(request, meeting):
    """Every address with what was last sent there; a new secret is shown on the page that follows, once."""
    shown_once = f"webhook-{meeting.pk}"
    form = WebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _, secret = webhooks.add_webhook(meeting, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error("address", str(refused.refusal))
        else:
            request.session[shown_once] = secret
            return redirect("webhook_list", meeting.slug)
    context = {
        "meeting": meeting,
        "form": form,
        "secret": request.session.pop(shown_once, "") if request.method == "GET" else "",
        "hooks": meeting.webhooks.with_last(),
    }
    return render(request, "program/webhook_list.html", context, status=422 if form.errors else 200)


@require_safe
@staff_page
def webhook(request, meeting, hook):
    """What was sent to one address."""
    row = get_object_or_404(Webhook, meeting=meeting, pk=hook)
    page = Paginator(row.deliveries.all(), ROWS).get_page(request.GET.get("page"))
    return render(request, "program/webhook_page.html", {"meeting": meeting, "hook": row, "page": page})


@require_POST
@staff_page
def webhook_test(request, meeting, hook):
    row = get_object_or_404(Webhook, meeting=meeting, pk=hook)
    try:
        webhooks.try_webhook(row, by=request.user, at=timezone.now())
        messages.info(request, "A test is on its way; what comes of it stands here in a moment.")
    except Refused as refused:
        messages.warning(request, str(refused.refusal))
    return redirect("webhook", meeting.slug, row.pk)


@require_POST
@staff_page
def webhook_turn_on(request, meeting, hook):
    row = get_object_or_404(Webhook, meeting=meeting, pk=hook)
    webhooks.turn_on(row, by=request.user, at=timezone.now())
    return redirect("webhook", meeting.slug, row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def webhook_remove(request, meeting, hook):
    row = get_object_or_404(Webhook, meeting=meeting, pk=hook)
    back = reverse("webhook_list", args=[meeting.slug])
    if request.method == "POST":
        webhooks.remove_webhook(row, by=request.user, at=timezone.now())
        messages.success(request, "The webhook is removed.")
        return redirect(back)
    question = {
        "title": f"Remove the webhook to {row}?",
        "text": "It is told nothing more. Its secret and the list of what was sent are lost.",
        "undo": "Adding it again makes a new secret.",
        "action": request.path,
        "label": "Remove the webhook",
        "cancel_url": back,
    }
    return render(request, "confirm.html", question)

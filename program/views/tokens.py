"""Staff's page of the tokens with which other systems read a meeting through the API."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.refusal import Refused
from program.actions import tokens
from program.forms import TokenForm
from program.models import ApiToken
from workshops.views.doors import staff_page


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def token_list(request, meeting):
    """What reads, and when it last did; a new secret is shown on the page that follows, and never again."""
    shown_once = f"api-token-{meeting.pk}"
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _, secret = tokens.make_token(meeting, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            request.session[shown_once] = secret
            return redirect("token_list", meeting.slug)
    rows = meeting.api_tokens.select_related("by")
    living = set(rows.living(timezone.now()))
    context = {
        "meeting": meeting,
        "form": form,
        "secret": request.session.pop(shown_once, "") if request.method == "GET" else "",
        "living": [row for row in rows if row in living],
        "ended": [row for row in rows if row not in living],
    }
    return render(request, "program/token_list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def token_revoke(request, meeting, token):
    row = get_object_or_404(ApiToken, meeting=meeting, pk=token)
    back = reverse("token_list", args=[meeting.slug])
    if request.method == "POST":
        tokens.revoke_token(row, by=request.user, at=timezone.now())
        messages.success(request, f"{row}: revoked.")
        return redirect(back)
    question = {
        "title": f"Revoke “{row}”?",
        "text": "Whatever reads with it is refused from now on.",
        "undo": "It cannot be given back; make a new one instead.",
        "action": request.path,
        "label": "Revoke the token",
        "cancel_url": back,
    }
    return render(request, "confirm.html", question)

"""Inviting to a seat, as staff do it, and the page behind the secret link of the letter."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from people.refusal import Refused
from people.secret_links import by_secret_link, hash_of
from workshops import rules
from workshops.actions import seat_invitations
from workshops.forms.seat_invitation import SeatDeclineForm, SeatOfferForm
from workshops.models import SeatAnswer, SeatInvitation
from workshops.seat_letters import term_of
from workshops.views.committees import address
from workshops.views.doors import act_and_say, acted, show_form, staff_page


@staff_page
def seat_offer(request, meeting, committee):
    found = get_object_or_404(meeting.committees, slug=committee)
    form = SeatOfferForm(request.POST or None, initial={"email": request.GET.get("email", "")})
    if made := acted(request, form, seat_invitations.invite_to_seat, found):
        messages.success(request, f"A letter asks {made.name}. She has the seat once she accepts.")
        return redirect(address(found))
    lead = "A letter asks her; she reads what the seat asks of her and answers without an account."
    page = {"meeting": meeting, "kicker": str(found), "lead": lead, "label": "Send the invitation"}
    return show_form(request, form, "Invite somebody to a seat", address(found), **page)


@require_POST
@staff_page
def seat_ask_again(request, meeting, committee, invitation):
    found = invitation_of(meeting, committee, invitation)
    sentence = f"A new letter asks {found.name}; the link in the one before opens nothing any more."
    return act_and_say(request, seat_invitations.ask_again, found, sentence, address(found.committee))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def seat_take_back(request, meeting, committee, invitation):
    found = invitation_of(meeting, committee, invitation)
    if request.method == "POST":
        sentence = f"The invitation of {found.name} is taken back."
        return act_and_say(request, seat_invitations.take_back, found, sentence, address(found.committee))
    page = {
        "title": f"Take back the invitation of {found.name}?",
        "text": "The link in her letter opens nothing any more. No letter tells her so.",
        "undo": "She can be invited anew.",
        "action": request.path,
        "label": "Take it back",
        "cancel_url": address(found.committee),
    }
    return render(request, "confirm.html", page)


def invitation_of(meeting, committee: str, code: str) -> SeatInvitation:
    rows = SeatInvitation.objects.select_related("committee__meeting")
    return get_object_or_404(rows, committee__meeting=meeting, committee__slug=committee, code=code)


@require_http_methods(["GET", "HEAD", "POST"])
@by_secret_link
def seat_invitation(request, token):
    """It signs nobody in, and whoever opens it, a mail program's scanner included, changes nothing."""
    rows = SeatInvitation.objects.select_related("committee__meeting", "by")
    found = get_object_or_404(rows, token_hash=hash_of(token))
    form, at = SeatDeclineForm(request.POST if request.method == "POST" else None), timezone.now()
    if request.method == "POST" and form.is_valid():
        try:
            answer(found, request.POST.get("act"), form.cleaned_data["reason"], at)
            return redirect("seat_invitation", token)
        except Refused:
            found.refresh_from_db()
    context = {
        "invitation": found,
        "committee": found.committee,
        "meeting": found.committee.meeting,
        "is_open": found.state == SeatAnswer.ASKED,
        "refusal": rules.answer_seat(found, at),
        "term": term_of(found),
        "form": form,
        "sign_in": reverse("account_request_login_code"),
    }
    return render(request, "workshops/seat_invitation.html", context, status=422 if form.errors else 200)


def answer(invitation, act: str, reason: str, at) -> None:
    if act == "accept":
        seat_invitations.accept_seat(invitation, at=at)
    elif act == "decline":
        seat_invitations.decline_seat(invitation, reason=reason, at=at)
    else:
        raise Http404

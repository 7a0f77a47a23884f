"""Disclosures behind the link of an invitation, once she takes part. It shows only what came by such a link."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.secret_links import by_secret_link
from proposals.faculty import rules as faculty_rules
from proposals.faculty.disclosing import by_link
from proposals.views.invitation import is_stranger, link_of
from workshops.actions import disclosing
from workshops.models import Disclosure
from workshops.views.statements import take


@require_http_methods(["GET", "HEAD", "POST"])
@by_secret_link
def invitation_disclosure(request, token):
    link = link_of(token)
    invitation = link.invitation
    seen = by_link(invitation)
    if seen is None or faculty_rules.use(link, invitation) or is_stranger(request.user, invitation):
        return redirect("invitation", token)
    meeting = invitation.proposal.call.meeting
    if request.user.is_authenticated:
        return redirect("disclosure", meeting.slug)
    page = {"invitation": invitation, "meeting": meeting, "seen": seen, "token": token, "policy": seen.policy}
    if seen.barred:
        return render(request, "proposals/invitation_disclosure.html", page, status=200)
    names = {"given_name": invitation.given_name, "family_name": invitation.family_name}

    def keep(form):
        address = {"address": invitation.email, **names}
        return disclosing.state_by_link(meeting, ties=form.ties, at=timezone.now(), **address)

    answer = take(request, seen.policy, seen.stated or seen.earlier, keep)
    if isinstance(answer, Disclosure):
        messages.success(request, "Your statement is kept.")
        return redirect("invitation", token)
    page |= {"form": answer}
    return render(request, "proposals/invitation_disclosure.html", page, status=422 if answer.is_bound else 200)

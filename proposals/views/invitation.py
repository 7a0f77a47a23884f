"""The page behind the secret link of an invitation. It needs no account, and signs nobody in.

Whoever opens the link, a mail program's scanner included, changes nothing: an answer is a form that is sent.
"""

from typing import Any

from allauth.account.models import EmailAddress
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.refusal import Refused
from people.secret_links import by_secret_link, hash_of
from proposals.actions import answering
from proposals.faculty import rules as faculty_rules
from proposals.faculty.disclosing import by_link
from proposals.faculty.released import is_released
from proposals.faculty.telling import reply_by
from proposals.forms.invitation import AnswerForm, DetailsForm, NoForm, SubstituteForm, TimesFormSet
from proposals.models import Invitation, InvitationLink, InvitationState
from proposals.models.faculty import Role

CHAIRS = (Role.CHAIR, Role.CO_CHAIR)
FORMS = {
    "accept": AnswerForm,
    "decline": NoForm,
    "drop-out": NoForm,
    "substitute": SubstituteForm,
    "details": DetailsForm,
}


@require_http_methods(["GET", "HEAD", "POST"])
@by_secret_link
def invitation(request, token):
    link = link_of(token)
    if request.method == "POST":
        return take(request, token, link)
    return show(request, link)


def link_of(token: str) -> InvitationLink:
    rows = InvitationLink.objects.select_related(
        "invitation__proposal__call__meeting", "invitation__proposal__format", "invitation__proposal__proposer"
    )
    link = rows.select_related("invitation__by").filter(token_hash=hash_of(token)).first()
    if link is None:
        raise Http404
    return link


def take(request, token: str, link: InvitationLink):
    """Do what the button says; what cannot be done is said on the page, with what was typed."""
    act = request.POST.get("act", "")
    if act not in FORMS:
        raise Http404
    form = form_of(request, link, act, request.POST)
    times = TimesFormSet(link.invitation, request.POST) if act == "details" else None
    if not form.is_valid() or (times is not None and not times.is_valid()):
        return show(request, link, status=422, times=times, **{field_of(act): form})
    try:
        do(act, link, form, times)
    except Refused as refused:
        return show(request, link_of(token), refusal=refused.refusal, status=409)
    return redirect("invitation", token)


def do(act: str, link: InvitationLink, form: Any, times: Any) -> None:
    at, typed = timezone.now(), form.cleaned_data
    if act == "accept":
        answering.accept(link, seen=typed["seen"], at=at)
    elif act == "details":
        facts = {name: typed[name] for name in ("country", "career_stage")}
        answering.tell_details(link, times=times.stretches(), consents=form.consents(), at=at, **facts)
    elif act == "substitute":
        answering.name_substitute(link, named=form.named(), at=at)
    else:
        say_no = answering.decline if act == "decline" else answering.drop_out
        say_no(link, seen=typed["seen"], reason=typed["reason"], named=form.named(), at=at)


def field_of(act: str) -> str:
    return f"{act.replace('-', '_')}_form"


def said_of(invitation: Invitation) -> dict[str, str]:
    """What stands over the page once she has answered."""
    who = invitation.by or invitation.proposal.proposer
    if invitation.state == InvitationState.ACCEPTED:
        return {"kind": "ok", "title": "You take part. Thank you.", "text": f"{who} sees your answer."}
    if invitation.state == InvitationState.ASKED:
        return {}
    word = "declined" if invitation.state == InvitationState.DECLINED else "dropped out"
    return {"kind": "info", "title": f"You {word}.", "text": f"{who} sees your answer. Thank you for telling."}


def form_of(request, link: InvitationLink, act: str, data: Any = None) -> Any:
    invitation = link.invitation
    how = {"invitation": invitation, "is_stranger": is_stranger(request.user, invitation)}
    if act == "details":
        how["may_consent"] = not is_released(invitation.proposal.call.meeting)
    return FORMS[act](data, auto_id=f"{act}-%s", **how)


def is_stranger(person: Any, invitation: Invitation) -> bool:
    """Signed in, and with no address that was asked: perhaps somebody to whom the letter was passed on."""
    if not person.is_authenticated:
        return False
    hers = EmailAddress.objects.filter(user=person, verified=True, email__iexact=invitation.email)
    return not hers.exists()


OFFERED = {
    InvitationState.ASKED: ("accept", "decline"),
    InvitationState.ACCEPTED: ("details", "drop-out"),
    InvitationState.DECLINED: ("accept", "substitute"),
    InvitationState.DROPPED_OUT: ("accept", "substitute"),
    InvitationState.WITHDRAWN: (),
}


def show(request, link: InvitationLink, *, refusal: Any = None, status: int = 200, **bound: Any):
    """What is offered to her now; `bound` forms stand with what was typed in them."""
    invitation, at = link.invitation, timezone.now()
    closed = faculty_rules.use(link, invitation)
    acts = () if closed else OFFERED[InvitationState(invitation.state)]
    if "substitute" in acts and faculty_rules.name_substitute(link, invitation):
        acts = tuple(act for act in acts if act != "substitute")
    forms = {field_of(act): form_of(request, link, act) for act in acts}
    if "details" in acts:
        forms["times"] = TimesFormSet(invitation)
    forms |= {name: form for name, form in bound.items() if form is not None and name in forms}
    context = {
        "invitation": invitation,
        "proposal": invitation.proposal,
        "meeting": invitation.proposal.call.meeting,
        "chairs": [row.name for row in invitation.proposal.faculty.all() if row.role in CHAIRS],
        "closed": closed,
        "refusal": refusal,
        "said": said_of(invitation),
        "reply_by": reply_by(invitation),
        "is_late": invitation.state == InvitationState.ASKED and at >= invitation.reply_by_at,
        "substitutes": invitation.substitutes.all(),
        "consents": invitation.consents.all(),
        "is_stranger": is_stranger(request.user, invitation),
        "disclosure": by_link(invitation) if "details" in acts else None,
        "is_released": "details" in acts and is_released(invitation.proposal.call.meeting),
    }
    return render(request, "proposals/invitation_page.html", context | forms, status=status)

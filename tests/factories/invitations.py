"""People asked to take part, written straight to the tables."""

import hashlib
from datetime import datetime, timedelta

from proposals.models import Faculty, Invitation, Proposal

TOKEN = "k7m2p4qxk7m2p4qxk7m2p4qx"
"""The secret of Felix's link in the world of the tests."""


def make_faculty(proposal: Proposal, email: str, **fields) -> Faculty:
    """A row of the text; Felix unless said otherwise, with nobody's account known."""
    fields = {"given_name": "Felix", "family_name": "Fuchs", "role": "speaker", "order": 1} | fields
    return Faculty.objects.create(proposal=proposal, email=email, **fields)


def make_invitation(row: Faculty, at: datetime, state: str = "asked", token: str = "", **fields) -> Invitation:
    """She was asked; `token` is the secret of a link she has."""
    stamps = {"asked_at": at, "reply_by_at": at + timedelta(days=14), "by": row.proposal.proposer}
    if state not in ("asked", "withdrawn"):
        stamps["answered_at"] = at
    names = {"given_name": row.given_name, "family_name": row.family_name, "role": row.role}
    invitation = Invitation.objects.create(
        proposal=row.proposal, key=row.key, email=row.email, state=state, **stamps | names | fields
    )
    if token:
        digest = hashlib.sha256(token.encode()).hexdigest()
        invitation.links.create(token_hash=digest, by=row.proposal.proposer, made_at=at)
    return invitation


def token_in(letter) -> str:
    """The secret of the link in a letter."""
    return letter.body.partition("/invitations/")[2].partition("/")[0]

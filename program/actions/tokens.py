"""Tokens of the API: made, revoked, used. The secret itself is shown once and kept nowhere."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import insist
from people.secret_links import hash_of
from program import rules
from program.models import ApiToken, Scope
from workshops.models import Meeting

BEGINNING = "cvk_"
"""By which people, and programs that look for lost secrets, know what they have found."""
LETTERS = 32
"""Bytes of chance in a token."""
USE_NOTED_EVERY = timedelta(minutes=10)


@transaction.atomic
def make_token(
    meeting: Meeting, *, name: str, scopes: Collection[str], days: int, by: Any, at: datetime
) -> tuple[ApiToken, str]:
    """A token and its secret, which lives for so many days."""
    insist(rules.connect(by))
    insist(rules.token(scopes, days))
    secret = BEGINNING + secrets.token_urlsafe(LETTERS)
    token = ApiToken.objects.create(
        meeting=meeting,
        name=name,
        secret_hash=hash_of(secret),
        ending=secret[-4:],
        reads_proposals=Scope.PROPOSALS in scopes,
        reads_submissions=Scope.SUBMISSIONS in scopes,
        reads_schedule=Scope.SCHEDULE in scopes,
        by=by,
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    record("make token", token, by=by, at=at, name=name, scopes=sorted(scopes), days=days)
    return token, secret


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Any, at: datetime) -> None:
    """From now on nobody is let in with it."""
    insist(rules.connect(by))
    token = ApiToken.objects.select_for_update().get(pk=token.pk)
    if token.revoked_at is None:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        record("revoke token", token, by=by, at=at, name=token.name)


def note_use(token: ApiToken, *, client: str, at: datetime) -> None:
    """Remember when and by which program it was used, at most every ten minutes."""
    if token.last_used_at is None or abs(at - token.last_used_at) >= USE_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=at, last_used_by=client[:120])

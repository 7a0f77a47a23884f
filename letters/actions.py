"""Write a letter, release it, discard it. Sending is done by letters.sending in a worker."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.models import key_of
from letters.models import Letter, LetterState


def write(
    kind: str,
    *,
    to: Any,
    subject: str,
    body: str,
    by: Any,
    at: datetime,
    about: Any = None,
    batch: str = "",
    hold: bool,
) -> Letter:
    """Put a finished letter in the outbox, held for a person to release or queued to go at once."""
    return Letter.objects.create(
        kind=kind,
        to=to,
        to_address=to.email,
        to_name=to.name,
        subject=subject[:250],
        body=body,
        about=key_of(about) if about else "",
        batch=batch,
        state=LetterState.HELD if hold else LetterState.QUEUED,
        try_at=None if hold else at,
        by=by,
        created_at=at,
    )


@transaction.atomic
def release(letters: Any, *, by: Any, at: datetime) -> int:
    """Queue held letters; returns how many. Letters already released are left alone."""
    return letters.held().update(state=LetterState.QUEUED, try_at=at)


@transaction.atomic
def discard(letters: Any, *, by: Any, at: datetime) -> int:
    """Take held letters out of the outbox; they are kept in the log."""
    return letters.held().update(state=LetterState.DISCARDED)

"""Answering for a broken rule of the draft, so that it may be released."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import Refusal, insist
from scheduling import rules
from scheduling.actions.journal import locked
from scheduling.draft.clashes import broken_in
from scheduling.models import Acknowledgement, Version


@transaction.atomic
def acknowledge(
    version: Version, *, reason: str, by: Any, at: datetime, keys: Collection[str] | None = None
) -> list[Acknowledgement]:
    """Answer with a reason for the broken rules of these keys, or for all of them. What was acknowledged stays so."""
    version = locked(version)
    insist(rules.place(by, version))
    if not reason.strip():
        insist(Refusal("A broken rule is acknowledged with a reason.", "Say in a sentence why it may stay."))
    new = [each for each in broken_in(version) if not each.acknowledged and (keys is None or each.key in keys)]
    made = Acknowledgement.objects.bulk_create(
        Acknowledgement(
            version=version,
            key=each.key,
            sessions=list(each.sessions),
            sentence=each.sentence,
            reason=reason.strip(),
            by=by,
            at=at,
        )
        for each in {each.key: each for each in new}.values()
    )
    if made:
        record("acknowledge clashes", version, by=by, at=at, clashes=[each.sentence for each in made], reason=reason)
    return made


@transaction.atomic
def withdraw(version: Version, *, key: str, by: Any, at: datetime) -> None:
    """Answer for it no longer."""
    version = locked(version)
    insist(rules.place(by, version))
    row = version.acknowledgements.filter(key=key).first()
    if row:
        record("withdraw acknowledgement", version, by=by, at=at, clash=row.sentence)
        row.delete()

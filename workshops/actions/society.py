"""Verbs on the society's own page."""

import hashlib
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from audit.actions import record
from people.refusal import insist
from workshops import rules
from workshops.actions import writing
from workshops.models import ResearchPriority, Society


@transaction.atomic
def edit_society(*, by: Any, at: datetime, logo: bytes | None = None, **changes: Any) -> Society:
    """Name, sender, zone, accent. `logo` is a PNG as workshops.logo makes it; empty bytes take the logo away."""
    insist(rules.set_up(by))
    if "zone" in changes:
        insist(rules.name_zone(changes["zone"]))
    if "accent" in changes:
        insist(rules.colour(changes["accent"]))
    society = Society.current()
    changed = sorted(name for name, value in changes.items() if getattr(society, name) != value)
    for name, value in changes.items():
        setattr(society, name, value)
    if logo is not None:
        changed.append("logo")
        keep_logo(society, logo)
    writing.check(society)
    society.save()
    record("edit_society", society, by=by, at=at, changed=changed)
    return society


def publish_priority(
    *, code: str, edition: str, text: str, by: Any, at: datetime, address: str = ""
) -> ResearchPriority:
    """An item of a research agenda, with the address at which it stands; proposals may name it from now on."""
    priority = ResearchPriority(code=code, edition=edition, text=text, address=address)
    return writing.add("publish_priority", priority, by=by, at=at)


def keep_logo(society: Society, logo: bytes) -> None:
    """Named by its content, so that a browser may keep it; the old file goes once the new row is safe."""
    storage, old = society.logo.storage, society.logo.name
    name = f"logo-{hashlib.sha256(logo).hexdigest()[:12]}.png"
    society.logo = ContentFile(logo, name=name) if logo else ""
    if old:
        transaction.on_commit(lambda: storage.delete(old))

"""What a message says: which program is public now, where it stands, and what is different in it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from program.changes import changes
from program.models import Release
from program.shelf import program_of_release
from workshops.models import Meeting

RELEASED, WITHDRAWN, TEST = "program.released", "program.withdrawn", "webhook.test"
MOST_CHANGES = 100
"""More are counted, and stand at the address beside them."""


def message(kind: str, meeting: Meeting, data: dict[str, Any], at: datetime) -> dict[str, Any]:
    told = {"meeting": meeting.slug, "name": meeting.name}
    return {"type": kind, "timestamp": at.isoformat(), "data": told | data}


def released(release: Release, before: Release | None) -> dict[str, Any]:
    """Of a program that everybody may read. Raises FileLost."""
    program = program_of_release(release)
    found = changes(program_of_release(before), program) if before else []
    told = [
        {"kind": each.kind, "code": each.session.code, "title": each.session.title, "sentence": each.sentence}
        for each in found[:MOST_CHANGES]
    ]
    return {
        "release": release.number,
        "before": before.number if before else None,
        "note": release.note,
        "published_at": release.published_at.isoformat() if release.published_at else None,
        "sessions": len(program.living),
        "addresses": _addresses(release.meeting, before),
        "changes": told,
        "changes_in_all": len(found),
    }


def _addresses(meeting: Meeting, before: Release | None) -> dict[str, str]:
    site, here = settings.SITE_ADDRESS.rstrip("/"), [meeting.slug]
    files = {name: f"{site}/{meeting.slug}/{name}" for name in ("program.json", "program.ics", "schedule.xml")}
    since = f"?since={before.number}" if before else ""
    return files | {
        "program": site + reverse("program", args=here),
        "api": site + reverse("api:release", args=here),
        "changes": site + reverse("api:program_changes", args=here) + since,
    }

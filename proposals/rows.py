"""A proposal's text between the tables and `proposals.content.Content`."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Prefetch, prefetch_related_objects

from proposals.content import Content, EditionRow, FacultyRow, ItemRow
from proposals.models import EarlierEdition, Faculty, ProgramItem, Proposal
from workshops.models import ResearchPriority, Topic

LABELS = ("topics", "priorities")
"""What a text is filed under."""


def contents_of(proposals: Iterable[Proposal], *, labels: bool = True) -> dict[int, Content]:
    """What the tables hold now of many, by their keys, with as many queries as for one. Without `labels` two fewer:
    then no topics and no priorities are in it.
    """
    rows = list(proposals)
    items = Prefetch("items", ProgramItem.objects.select_related("speaker"))
    editions = Prefetch("earlier_editions", EarlierEdition.objects.select_related("earlier"))
    prefetch_related_objects(rows, *(LABELS if labels else ()), "faculty", items, editions)
    return {each.pk: content_of(each, labels=labels) for each in rows}


def content_of(proposal: Proposal, *, labels: bool = True) -> Content:
    """What the tables hold now; five queries unless prefetched."""
    return Content(
        title=proposal.title,
        summary=proposal.summary,
        topics=tuple(sorted(topic.slug for topic in proposal.topics.all())) if labels else (),
        priorities=tuple(sorted(priority.code for priority in proposal.priorities.all())) if labels else (),
        answers=dict(proposal.answers),
        replies=dict(proposal.replies),
        faculty=tuple(_columns(row, FacultyRow) for row in proposal.faculty.all()),
        items=tuple(
            _columns(row, ItemRow, speaker=row.speaker.key if row.speaker else "")
            for row in _with(proposal, "items", "speaker")
        ),
        editions=tuple(
            _columns(row, EditionRow, earlier=row.earlier.code if row.earlier else "")
            for row in _with(proposal, "earlier_editions", "earlier")
        ),
    )


def _with(proposal: Proposal, name: str, other: str) -> Any:
    """Rows with what each points to, or as they were prefetched."""
    rows = getattr(proposal, name)
    return rows.all() if name in getattr(proposal, "_prefetched_objects_cache", {}) else rows.select_related(other)


def _columns(row: Any, kind: type, **instead: Any) -> Any:
    return kind(**{field.name: instead.get(field.name, getattr(row, field.name, "")) for field in fields(kind)})


def write(proposal: Proposal, content: Content) -> None:
    """Make the tables hold `content`. Rows keep their identity by key. Call it inside the action's transaction."""
    proposal.title, proposal.summary = content.title, content.summary
    proposal.answers, proposal.replies = dict(content.answers), dict(content.replies)
    proposal.topics.set(Topic.objects.filter(meeting=proposal.call.meeting_id, slug__in=content.topics))
    proposal.priorities.set(ResearchPriority.objects.filter(code__in=content.priorities))
    _write_faculty(proposal, content.faculty)
    _write_items(proposal, content.items)
    _write_editions(proposal, content.editions)
    proposal.save(update_fields=["title", "summary", "answers", "replies"])


def _write_faculty(proposal: Proposal, rows: tuple[FacultyRow, ...]) -> None:
    stored = {row.key: row for row in proposal.faculty.all()}
    owners = _owners([row.email for row in rows])
    for order, row in enumerate(rows):
        before = stored.get(row.key)
        same_address = before is not None and before.email == row.email
        person = owners.get(row.email) or (before.person_id if before and same_address else None)
        _put(Faculty, before, proposal, asdict(row) | {"order": order, "person_id": person})
    _drop(stored, rows)


def _owners(addresses: list[str]) -> dict[str, int]:
    """Whose verified addresses these are. Nothing that a page shows may depend on it."""
    known = EmailAddress.objects.filter(email__in=[each for each in addresses if each], verified=True)
    return {email.lower(): person for email, person in known.values_list("email", "user_id")}


def _write_items(proposal: Proposal, rows: tuple[ItemRow, ...]) -> None:
    stored = {row.key: row for row in proposal.items.all()}
    speakers = dict(proposal.faculty.values_list("key", "pk"))
    for order, row in enumerate(rows):
        values = asdict(row) | {"order": order}
        values["speaker_id"] = speakers.get(values.pop("speaker"))
        _put(ProgramItem, stored.get(row.key), proposal, values)
    _drop(stored, rows)


def _write_editions(proposal: Proposal, rows: tuple[EditionRow, ...]) -> None:
    stored = {row.key: row for row in proposal.earlier_editions.all()}
    codes = [row.earlier for row in rows if row.earlier]
    known = dict(Proposal.objects.filter(code__in=codes).values_list("code", "pk")) if codes else {}
    for order, row in enumerate(rows):
        values = asdict(row) | {"order": order}
        values["earlier_id"] = known.get(values.pop("earlier"))
        _put(EarlierEdition, stored.get(row.key), proposal, values)
    _drop(stored, rows)


def _put(model: type, before: Any, proposal: Proposal, values: dict[str, Any]) -> None:
    if before is None:
        model.objects.create(proposal=proposal, **values)
    elif any(getattr(before, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(before, name, value)
        before.save()


def _drop(stored: dict[str, Any], rows: tuple[Any, ...]) -> None:
    kept = {row.key for row in rows}
    for key, row in stored.items():
        if key not in kept:
            row.delete()

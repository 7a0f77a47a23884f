"""Meetings and their releases."""

from django.http import Http404
from ninja import Query

from program.api import shapes
from program.api.answers import Slice, of_release, packed, public, reads, sliced
from program.changes import changes
from program.current import Current, contents_under, current_of
from program.models import Release
from program.rendition.bundle import is_public
from program.shelf import program_under
from program.snapshot import Program
from workshops.models import Meeting


@reads("/meetings", shapes.MeetingsOut, problems=())
def meetings(request, asked: Query[Slice]):
    """Public meetings, the latest first."""
    rows = list(Meeting.objects.filter(is_public=True).order_by("-starts_on", "slug"))
    numbers = _numbers()
    some, page = sliced([_meeting(row, numbers) for row in rows], asked, request.path)
    return public(request, packed(shapes.MeetingsOut(meetings=list(some), **page)))


@reads("/meetings/{slug:meeting}", shapes.MeetingOut)
def meeting(request, meeting: str):
    """One public meeting."""
    row = Meeting.objects.filter(is_public=True, slug=meeting).first()
    if row is None:
        raise Http404("There is no such meeting, or it is not public.")
    return public(request, packed(_meeting(row, _numbers())))


@reads("/meetings/{slug:meeting}/release", shapes.ReleaseOut)
def release(request, meeting: str):
    """The current release of a meeting."""
    return of_release(request, meeting, _release)


@reads("/meetings/{slug:meeting}/releases", shapes.ReleasesOut)
def releases(request, meeting: str, asked: Query[Slice]):
    """Every release that was public, the newest first."""
    rows = list(Release.objects.public().filter(meeting__slug=meeting))
    if not rows:
        raise Http404("There is no such meeting, or nothing of its program is public.")
    some, page = sliced([shapes.EarlierOut.model_validate(row) for row in rows], asked, request.path)
    return public(request, packed(shapes.ReleasesOut(releases=list(some), **page)))


@reads("/meetings/{slug:meeting}/changes", shapes.ChangesOut)
def program_changes(request, meeting: str, asked: Query[shapes.ChangesQuestion]):
    """What is different in the current release from an earlier one, in order of time."""
    now = current_of(meeting)
    rows = Release.objects.public().filter(meeting__slug=meeting, number__lt=now.number if now else 0)
    rows = rows.filter(number=asked.since) if asked.since else rows
    before = rows.values_list("number", "digest").first()
    if asked.since and not before:
        raise Http404("No earlier release of that number was public.")
    return of_release(request, meeting, _changes, before, asked)


def _numbers() -> dict[int, int]:
    """The number of the newest release by the key of its meeting."""
    return dict(Release.objects.public().order_by("number").values_list("meeting", "number"))


def _meeting(row: Meeting, numbers: dict[int, int]) -> shapes.MeetingOut:
    told = shapes.MeetingOut.model_validate(row)
    told.release = numbers.get(row.pk)
    return told


def _release(now: Current, program: Program, path: str) -> shapes.ReleaseOut:
    return shapes.ReleaseOut(
        meeting=program.meeting.slug,
        number=now.number,
        note=program.note,
        frozen_at=program.frozen_at,
        published_at=now.published_at,
        sessions=len(program.living),
        cancelled=len(program.sessions) - len(program.living),
        files=[name for name in contents_under(now.contents) if is_public(name)],
    )


def _changes(
    now: Current,
    program: Program,
    path: str,
    before: tuple[int, str] | None,
    asked: shapes.ChangesQuestion,
) -> shapes.ChangesOut:
    found = changes(program_under(before[1]), program) if before else []
    some, page = sliced(found, asked, path)
    told = [
        shapes.ChangeOut(kind=each.kind, code=each.session.code, title=each.session.title, sentence=each.sentence)
        for each in some
    ]
    return shapes.ChangesOut(release=now.number, since=before[0] if before else None, changes=told, **page)

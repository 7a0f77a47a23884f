"""Fetching is checking: a released program, or not found."""

from django.http import Http404

from program.models import Release
from program.shelf import program_of_release
from program.snapshot import Program


def current_release(slug: str) -> Release:
    """The public release of a public meeting; not found otherwise, whatever the reason."""
    release = Release.objects.public().filter(meeting__slug=slug).select_related("meeting").first()
    if release is None:
        raise Http404
    return release


def current_program(slug: str) -> tuple[Release, Program]:
    release = current_release(slug)
    return release, program_of_release(release)

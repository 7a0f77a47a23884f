"""Every feed of the demo's programs, read by parsers that others wrote."""

import pytest

from program.actions.releasing import setting_of
from program.models import Release
from program.shelf import body_of, program_of_release
from rendering.calendar_lint import lint
from tests.program.said import said
from tests.rendering.readers import READERS, read_all, trimmed
from workshops.models import Meeting

pytestmark = [pytest.mark.slow, pytest.mark.any_database]


@pytest.fixture
def feeds(demo) -> dict[tuple[str, str], tuple[bytes, dict]]:
    """By meeting and path: the feed, and what it ought to say."""
    found = {}
    for meeting in Meeting.objects.filter(releases__published_at__isnull=False).distinct():
        release = Release.objects.filter(meeting=meeting).published().first()
        wanted = said(program_of_release(release), setting_of(meeting))
        for file in release.files.filter(name__in=wanted):
            found[meeting.slug, file.name] = body_of(file), wanted[file.name]
        assert {path for slug, path in found if slug == meeting.slug} == set(wanted)
    return found


@pytest.mark.parametrize("reader", READERS)
def test_each_parser_reads_every_feed_and_finds_the_words(feeds, reader):
    assert len(feeds) > 50
    read = read_all(reader, [body for body, _ in feeds.values()])
    expected = [wanted for _, wanted in feeds.values()]
    assert read == ([trimmed(each) for each in expected] if reader == "Evolution" else expected)


def test_no_feed_has_a_fault(feeds):
    assert {key: found for key, (body, _) in feeds.items() if (found := lint(body))} == {}

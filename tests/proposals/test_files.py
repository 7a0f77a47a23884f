"""Files of a proposal: kept, replaced, carried along, removed, and seen by nobody else."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages

from audit.models import Entry
from people.refusal import Refused
from proposals import actions
from proposals.actions.attaching import attach, detach, remove_file
from proposals.files.filing import read
from proposals.files.retention import months_after, remove_old_files
from proposals.models import Attachment, Proposal
from tests.factories.files import clean
from tests.factories.proposals import make_proposal
from workshops.models import Society


@pytest.fixture
def send(cast, at):
    """Attach a file to the question `letter` as Paula."""

    def act(proposal, body=b"%PDF-1.7 sound", name="Letter.pdf", by=None, when=None, **page):
        given = {"name": name, "by": by or cast.paula, "at": when or at}
        return attach(proposal, "letter", clean(body), **given, **page)

    return act


def test_a_file_becomes_the_answer_and_is_kept_as_it_came(draft, send, cast):
    attachment = send(draft).attachment
    draft.refresh_from_db()
    assert draft.answers["letter"] == attachment.code
    assert read(attachment) == b"%PDF-1.7 sound"
    assert (attachment.name, attachment.size, attachment.by) == ("Letter.pdf", 14, cast.paula)
    assert draft.answers["why-now"] == "It is time."


def test_an_older_text_finds_the_file_it_had(draft, send, cast, at):
    first = send(draft).attachment
    with_first = draft.revisions.first()
    second = send(draft, b"%PDF-1.7 second").attachment
    draft.refresh_from_db()
    assert draft.answers["letter"] == second.code
    draft = actions.restore(draft, with_first, by=cast.paula, at=at)
    assert draft.answers["letter"] == first.code
    assert read(first) == b"%PDF-1.7 sound"


def test_a_file_that_is_taken_away_stays_in_the_history(draft, send, cast, at):
    first = send(draft).attachment
    detach(draft, "letter", by=cast.paula, at=at)
    draft.refresh_from_db()
    assert "letter" not in draft.answers
    assert read(first) == b"%PDF-1.7 sound"


def test_only_who_writes_sends_files(draft, send, cast):
    for other in (cast.stan, cast.olga, cast.rita):
        with pytest.raises(Refused):
            send(draft, by=other)
    assert not Attachment.objects.exists()


def test_nothing_is_sent_to_what_was_handed_in(form, cast, at, send):
    with pytest.raises(Refused):
        send(make_proposal(form, cast.paula, at, "submitted"))


def test_the_page_that_sent_a_file_goes_on_from_it_without_taking_back_what_others_wrote(draft, send, write, at):
    sent = send(draft, base_version=1, tab="mine")
    assert sent.base == 2
    write(draft, "questions", base=sent.base, tab="mine", answers={"why-now": "It is high time."})
    draft.refresh_from_db()
    assert draft.answers == {"why-now": "It is high time.", "letter": sent.attachment.code}


def test_a_page_that_does_not_know_the_newest_text_stays_on_its_own(draft, send, write):
    write(draft, "questions", tab="theirs", answers={"why-now": "They say why."})
    sent = send(draft, base_version=1, tab="mine")
    assert sent.base == 1
    write(draft, "questions", base=sent.base, tab="mine", answers={"focus": "Mine"})
    draft.refresh_from_db()
    assert draft.answers == {"why-now": "They say why.", "letter": sent.attachment.code, "focus": "Mine"}


# --- quota and storage


@pytest.fixture
def tight(draft):
    """One megabyte for each file, and for all of them."""
    draft.call.file_megabytes = draft.call.files_megabytes = 1
    draft.call.save()


def test_what_is_replaced_counts_until_it_is_removed(tight, draft, send, cast, at):
    first = send(draft, b"x" * 600_000).attachment
    with pytest.raises(Refused, match=r"1 files with 0\.6 MB are kept"):
        send(draft, b"y" * 600_000)
    detach(draft, "letter", by=cast.paula, at=at)
    remove_file(first, by=cast.paula, at=at)
    send(draft, b"y" * 600_000)


def kept_files() -> list[str]:
    shelf = storages["attachments"]
    try:
        return sorted(name for folder in shelf.listdir("")[0] for name in shelf.listdir(folder)[1])
    except FileNotFoundError:
        return []


def test_what_is_refused_leaves_no_file_behind(draft, send, monkeypatch):
    before = kept_files()

    def fail(*args, **kwargs):
        raise RuntimeError("the database is gone")

    monkeypatch.setattr("proposals.actions.attaching.save", fail)
    with pytest.raises(RuntimeError):
        send(draft)
    assert kept_files() == before
    assert not Attachment.objects.exists()


def test_a_full_disk_is_said_in_a_sentence_and_loses_nothing(draft, send, monkeypatch):
    first = send(draft).attachment

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(storages["attachments"]), "_save", full)
    with pytest.raises(Refused, match="our storage did not take it"):
        send(draft, b"another")
    draft.refresh_from_db()
    assert draft.answers["letter"] == first.code


def test_a_storage_that_does_not_answer_is_said_in_a_sentence(draft, send):
    attachment = send(draft).attachment
    storages["attachments"].delete(attachment.file)
    with pytest.raises(Refused, match="our storage does not answer"):
        read(attachment)


# --- removed


def test_what_answers_or_was_handed_in_is_not_removed(draft, send, cast, at):
    first = send(draft).attachment
    with pytest.raises(Refused, match="answers a question"):
        remove_file(first, by=cast.paula, at=at)
    actions.submit(draft, by=cast.paula, at=at)
    actions.take_back(draft, by=cast.paula, at=at)
    detach(draft, "letter", by=cast.paula, at=at)
    with pytest.raises(Refused, match="handed in"):
        remove_file(first, by=cast.paula, at=at)


def test_files_are_removed_when_they_have_been_kept_long_enough(draft, send, at, django_capture_on_commit_callbacks):
    attachment, meeting = send(draft).attachment, draft.call.meeting
    Society.objects.update_or_create(pk=1, defaults={"file_months": 6})
    ends = months_after(meeting.ends_on, 6)
    noon = at.replace(year=ends.year, month=ends.month, day=ends.day)
    assert remove_old_files(noon - timedelta(days=1)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert remove_old_files(noon) == 1
    attachment.refresh_from_db()
    assert (attachment.removed_at, attachment.file) == (noon, "")
    assert attachment.code not in kept_files()
    assert Entry.objects.filter(verb="remove_file", at=noon).count() == 1
    assert remove_old_files(noon) == 0


def test_files_stay_where_the_society_names_no_time(draft, send, at):
    send(draft)
    Society.objects.update_or_create(pk=1, defaults={"file_months": None})
    assert remove_old_files(at + timedelta(days=9000)) == 0


# --- carried along


def test_a_proposal_started_from_an_earlier_one_has_its_own_copy(draft, send, form, cast, at):
    first = send(draft).attachment
    draft.refresh_from_db()
    again = actions.start(form.call, form, by=cast.paula, at=at, from_earlier=draft)
    copy = again.attachments.get()
    assert again.answers["letter"] == copy.code != first.code
    assert read(copy) == read(first)


def test_the_code_of_somebody_elses_file_brings_nothing_along(draft, send, form, cast, at):
    """Seeing is not owning: what she types as an answer gives her no file of another proposal."""
    secret = send(draft).attachment
    thief = make_proposal(form, cast.stan, at, answers={"letter": secret.code})
    again = actions.start(form.call, form, by=cast.stan, at=at, from_earlier=thief)
    assert not again.attachments.exists()


# --- who may know of it


def test_staff_see_a_file_once_it_was_handed_in(draft, send, cast, at):
    def seen_by(*people):
        return [Attachment.objects.visible_to(person).count() for person in people]

    first = send(draft).attachment
    everybody = (cast.paula, cast.olga, cast.stan, cast.rita)
    assert seen_by(*everybody) == [1, 0, 0, 0]
    actions.submit(draft, by=cast.paula, at=at)
    assert seen_by(*everybody) == [1, 1, 0, 0]
    actions.take_back(draft, by=cast.paula, at=at)
    send(draft, b"a newer one")
    assert list(Attachment.objects.visible_to(cast.olga)) == [first]
    assert seen_by(*everybody) == [2, 1, 0, 0]


def test_what_is_answered_after_acceptance_is_seen_at_once(form, cast, at):
    accepted = make_proposal(form, cast.paula, at, "accepted")
    fields = {"content_type": "application/pdf", "size": 1, "sha256": "0", "scan": "unasked", "file": "x", "at": at}
    attachment = Attachment.objects.create(proposal=accepted, prompt="slides", name="Slides.pdf", **fields)
    assert not Attachment.objects.visible_to(cast.olga).exists()
    Proposal.objects.filter(pk=accepted.pk).update(answers={"slides": attachment.code})
    assert list(Attachment.objects.visible_to(cast.olga)) == [attachment]

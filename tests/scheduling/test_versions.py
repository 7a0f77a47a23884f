"""Alternatives to the draft: copied, compared, exchanged with it, removed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from people.refusal import Refused
from scheduling.actions import acknowledging, branching, freezing, placing
from scheduling.draft.problem_of import plan_of
from scheduling.models import Version
from tests.factories.scheduling import FRIDAY, make_room, make_session, place


def url(name, **parts):
    return reverse(name, kwargs={"meeting": "ash-2027"} | parts)


@pytest.fixture
def quiet(world, at):
    """An alternative to the draft."""
    return branching.branch(world.version, name="Quiet", by=world.cast.olga, at=at)


def test_an_alternative_has_the_places_locks_and_acknowledgements_of_its_source(world, at):
    second = make_session(world.meeting, "Other", world.cast.felix)
    place(world.version, second, make_room(world.meeting, "hall-b"), room_locked=True)
    acknowledging.acknowledge(world.version, reason="He knows", by=world.cast.olga, at=at)
    made = branching.branch(world.version, name="Quiet", by=world.cast.olga, at=at)
    assert (made.number, plan_of(made)) == (2, plan_of(world.version))
    assert made.placements.get(session=second).room_locked
    assert made.acknowledgements.get().reason == "He knows"
    assert placing.draft_of(world.meeting, at=at) == world.version


def test_a_released_version_is_copied_too(world, at):
    freezing.freeze(world.version, by=world.cast.olga, at=at)
    made = branching.branch(world.version, name="As released", by=world.cast.olga, at=at)
    assert (made.number, plan_of(made)) == (3, plan_of(world.version))


def test_the_draft_is_exchanged_for_an_alternative_and_stays_as_one(world, quiet, at):
    placing.unplace(world.version, world.session, by=world.cast.olga, at=at)
    branching.make_draft(quiet, by=world.cast.olga, at=at)
    draft = placing.draft_of(world.meeting, at=at)
    before = Version.objects.get(pk=world.version.pk)
    assert (draft, before.is_alternative, before.name) == (quiet, True, "Draft 1")
    assert (len(plan_of(draft)), len(plan_of(before))) == (1, 0)


def test_the_draft_after_the_release_of_an_exchanged_one_has_a_number_of_its_own(world, quiet, at):
    branching.make_draft(quiet, by=world.cast.olga, at=at)
    freezing.freeze(Version.objects.get(pk=quiet.pk), by=world.cast.olga, at=at)
    assert placing.draft_of(world.meeting, at=at).number == 3


def test_an_alternative_is_neither_released_nor_called_as_another(world, quiet, at):
    with pytest.raises(Refused, match="is an alternative"):
        freezing.freeze(quiet, by=world.cast.olga, at=at)
    with pytest.raises(Refused, match="There is a version called “quiet” already"):
        branching.branch(world.version, name="quiet", by=world.cast.olga, at=at)
    with pytest.raises(Refused, match="has a name"):
        branching.branch(world.version, name=" ", by=world.cast.olga, at=at)


def test_the_database_knows_one_draft_and_no_nameless_or_frozen_alternative(world, quiet, at):
    for change in ({"is_alternative": False}, {"name": ""}, {"frozen_at": at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Version.objects.filter(pk=quiet.pk).update(**change)


def test_only_staff_branch_exchange_and_remove(world, quiet, at):
    for act in (branching.make_draft, branching.remove_alternative):
        with pytest.raises(Refused, match="Only program staff"):
            act(quiet, by=world.cast.chen, at=at)


def test_the_draft_is_not_removed(world, at):
    with pytest.raises(Refused, match="no alternative"):
        branching.remove_alternative(world.version, by=world.cast.olga, at=at)


def test_versions_are_copied_compared_exchanged_and_removed_on_their_page(world, sign_in, at):
    client = sign_in(world.cast.olga)
    hall_b = make_room(world.meeting, "hall-b")
    client.post(url("version_branch", number=1), {"name": "Quiet"})
    other, third = make_session(world.meeting, "Other"), make_session(world.meeting, "Third")
    place(world.version, other, hall_b, FRIDAY + timedelta(hours=2))
    place(world.version, third, hall_b, FRIDAY + timedelta(hours=4))
    quiet = world.meeting.versions.get(name="Quiet")
    place(quiet, third, hall_b, FRIDAY + timedelta(hours=5))
    later = FRIDAY + timedelta(hours=1)
    placing.place(quiet, world.session, room=hall_b, starts_at=later, by=world.cast.olga, at=at)
    page = client.get(url("version_compare"), {"a": 1, "b": 2})
    told = [(words, row.session.title) for words, row in page.context["rows"]]
    assert told == [
        ("Another room and time", "Canary session"),
        ("Only in the first", "Other"),
        ("Another time", "Third"),
    ]
    assert (page.context["first"].placed, page.context["second"].placed) == (3, 2)
    client.post(url("version_draft", number=2))
    assert placing.draft_of(world.meeting, at=at) == quiet
    assert "Version 1, “Draft 1”" in client.get(url("version_remove", number=1)).content.decode()
    client.post(url("version_remove", number=1))
    assert list(world.meeting.versions.all()) == [quiet]


def test_a_page_of_the_old_draft_gets_the_whole_new_one(world, quiet, sign_in, at):
    client = sign_in(world.cast.olga)
    page = client.get(url("schedule")).context
    known = {"since": page["desk"].edit, "version": page["version"].pk, "frame": page["day"].name}
    branching.make_draft(quiet, by=world.cast.olga, at=at)
    assert client.get(url("schedule_pulse")).json()["version"] == quiet.pk
    assert 'id="editor"' in client.get(url("schedule_changes"), known).content.decode()


def test_a_comparison_of_what_is_not_there_leads_to_the_list(world, sign_in):
    answer = sign_in(world.cast.olga).get(url("version_compare"), {"a": 1, "b": 77})
    assert answer["Location"] == url("version_list")


def test_the_list_of_versions_asks_the_same_queries_at_1_and_3(world, sign_in, at, django_assert_num_queries):
    client = sign_in(world.cast.olga)
    for count in (1, 3):
        while world.meeting.versions.count() < count:
            name = f"Number {world.meeting.versions.count()}"
            branching.branch(world.version, name=name, by=world.cast.olga, at=at)
        with django_assert_num_queries(5):
            client.get(url("version_list"))

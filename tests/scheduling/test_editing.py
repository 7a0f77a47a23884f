"""Several editors at once: who sees what when, whose move is refused, what is taken back."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from people.refusal import Refused
from scheduling.actions import placing, sessions, undoing
from scheduling.draft.problem_of import plan_of
from scheduling.editor.desk import at_desk
from scheduling.models import Placement
from scheduling.models.move import MoveKind
from tests.factories.scheduling import FRIDAY, make_room, make_session, place


@pytest.fixture
def two(world):
    """Two rooms, a session placed and one that waits."""
    make_room(world.meeting, "hall-b", order=2)
    world.other = make_session(world.meeting, "Other", world.cast.ada)
    return world


def url(name, **parts):
    return reverse(name, kwargs={"meeting": "ash-2027"} | parts)


def asks(client, **more):
    """What a page that has just been drawn says of itself."""
    page = client.get(url("schedule")).context
    known = {"since": page["desk"].edit, "version": page["version"].pk, "frame": page["day"].name}
    return {key: str(value) for key, value in (known | {"day": "2027-12-10"} | more).items()}


def grid_of(response):
    return response.content.decode().split('id="grid"')[1].split("</section>")[0]


def hall_b(world):
    return world.meeting.rooms.get(slug="hall-b")


def drop(client, world, session, known, hours=1):
    starts = (FRIDAY + timedelta(hours=hours)).isoformat()
    where = {"room": hall_b(world).pk, "starts_at": starts}
    return client.post(url("session_drop", code=session.code), known | where)


def test_a_move_is_answered_with_the_moved_card_only(two, sign_in):
    place(two.version, two.other, hall_b(two), FRIDAY + timedelta(hours=4))
    client = sign_in(two.cast.olga)
    answer = drop(client, two, two.session, asks(client)).content.decode()
    assert "data-parts" in answer
    assert f'id="card-{two.session.code}"' in answer
    assert f'id="card-{two.other.code}"' not in answer
    assert "Canary session: Hall B, 09:00." in answer


def test_a_move_is_answered_with_cards_whose_clashes_it_changes(two, sign_in):
    two.other.people.create(person=two.cast.felix)
    place(two.version, two.other, hall_b(two), FRIDAY)
    client = sign_in(two.cast.olga)
    assert "at the same time" in client.get(url("schedule")).content.decode()
    answer = drop(client, two, two.session, asks(client)).content.decode()
    assert f'id="card-{two.other.code}"' in answer
    assert "at the same time" not in answer


def test_the_desk_after_moves_says_what_a_new_one_says(two, sign_in):
    from scheduling.editor import desk

    two.other.people.create(person=two.cast.felix)
    client = sign_in(two.cast.olga)
    known = asks(client)
    placing.place(two.version, two.other, room=hall_b(two), starts_at=FRIDAY, by=two.cast.chen, at=FRIDAY)
    placing.lock(two.version.placements.get(session=two.session), room=True, time=True, by=two.cast.chen, at=FRIDAY)
    placing.unplace(two.version, two.other, by=two.cast.chen, at=FRIDAY)
    placing.place(two.version, two.other, room=hall_b(two), starts_at=FRIDAY, by=two.cast.chen, at=FRIDAY)
    followed = client.get(url("schedule_changes"), known).content.decode()
    moved = client.get(url("schedule"))
    desk.forget()
    assert grid_of(moved) == grid_of(client.get(url("schedule")))
    assert "room and time locked" in followed
    assert (moved.context["desk"].hard, moved.context["desk"].waiting) == (1, [])


def test_another_editor_gets_what_changed(two, sign_in):
    client = sign_in(two.cast.olga)
    known = asks(client)
    assert client.get(url("schedule_pulse")).json() == {"version": two.version.pk, "edit": 0}
    placing.unplace(two.version, two.session, by=two.cast.chen, at=FRIDAY)
    assert client.get(url("schedule_pulse")).json()["edit"] == 1
    answer = client.get(url("schedule_changes"), known).content.decode()
    assert f'<i id="card-{two.session.code}" data-gone>' in answer
    assert "Waiting for a place: 2" in answer
    assert "Chen Wei</strong> took “Canary session” out" in answer


def test_the_pulse_is_one_query_beside_those_of_signing_in(two, sign_in, django_assert_num_queries):
    client = sign_in(two.cast.olga)
    client.get(url("schedule_pulse"))
    with django_assert_num_queries(3):
        client.get(url("schedule_pulse"))


def test_a_page_of_another_draft_gets_the_whole_editor(two, sign_in):
    client = sign_in(two.cast.olga)
    known = asks(client) | {"version": "999"}
    assert 'id="editor"' in client.get(url("schedule_changes"), known).content.decode()


def test_a_stale_move_is_refused_with_who_moved_what_and_when(two, sign_in, at):
    client = sign_in(two.cast.olga)
    known = asks(client)
    placing.place(
        two.version, two.session, room=two.room, starts_at=FRIDAY + timedelta(hours=2), by=two.cast.chen, at=at
    )
    answer = drop(client, two, two.session, known).content.decode()
    assert (
        "Not moved. Chen Wei moved “Canary session” from Hall A, Fri 10 Dec, 08:00 to Hall A, Fri 10 Dec, 10:00"
        in answer
    )
    assert " at 07:00 meanwhile." in answer
    assert two.version.placements.get().starts_at == FRIDAY + timedelta(hours=2)


def test_a_move_of_something_else_meanwhile_hinders_nobody(two, sign_in, at):
    client = sign_in(two.cast.olga)
    known = asks(client)
    placing.place(
        two.version, two.other, room=two.room, starts_at=FRIDAY + timedelta(hours=4), by=two.cast.chen, at=at
    )
    answer = drop(client, two, two.session, known).content.decode()
    assert "Canary session: Hall B, 09:00." in answer
    assert f'id="card-{two.other.code}"' in answer


def test_a_place_taken_meanwhile_is_refused_with_who_took_it(two, sign_in, at):
    client = sign_in(two.cast.olga)
    known = asks(client)
    placing.place(
        two.version, two.other, room=hall_b(two), starts_at=FRIDAY + timedelta(hours=1), by=two.cast.chen, at=at
    )
    answer = drop(client, two, two.session, known).content.decode()
    assert "“Other” already starts there (Chen Wei placed “Other”" in answer


def test_what_is_taken_back_is_as_it_was_and_can_be_done_again(two, at):
    olga, chen, version = two.cast.olga, two.cast.chen, two.version
    before = plan_of(version)
    placing.place(version, two.session, room=hall_b(two), starts_at=FRIDAY, by=olga, at=at)
    moved = plan_of(version)
    placing.place(version, two.other, room=two.room, starts_at=FRIDAY, by=chen, at=at)
    both = plan_of(version)
    placing.unplace(version, two.session, by=olga, at=at)
    undoing.undo(version, by=olga, at=at)
    assert plan_of(version) == both
    undoing.undo(version, by=chen, at=at)
    undoing.undo(version, by=olga, at=at)
    assert plan_of(version) == before
    with pytest.raises(Refused, match="no move that could be taken back"):
        undoing.undo(version, by=olga, at=at)
    undoing.redo(version, by=olga, at=at)
    assert plan_of(version) == moved
    undoing.redo(version, by=olga, at=at)
    assert not plan_of(version)
    with pytest.raises(Refused, match="nothing back"):
        undoing.redo(version, by=olga, at=at)


def test_a_new_move_ends_what_could_be_done_again(two, at):
    olga, version = two.cast.olga, two.version
    placing.unplace(version, two.session, by=olga, at=at)
    undoing.undo(version, by=olga, at=at)
    placing.place(version, two.other, room=hall_b(two), starts_at=FRIDAY, by=olga, at=at)
    with pytest.raises(Refused, match="nothing back"):
        undoing.redo(version, by=olga, at=at)


def test_a_move_is_not_taken_back_over_somebody_elses(two, at):
    olga, chen, version = two.cast.olga, two.cast.chen, two.version
    placing.place(version, two.session, room=hall_b(two), starts_at=FRIDAY, by=olga, at=at)
    placing.place(version, two.session, room=hall_b(two), starts_at=FRIDAY + timedelta(hours=1), by=chen, at=at)
    with pytest.raises(Refused, match="Chen Wei moved “Canary session” from Hall B"):
        undoing.undo(version, by=olga, at=at)


def test_a_place_that_was_taken_since_is_not_gone_back_to(two, at):
    olga, chen, version = two.cast.olga, two.cast.chen, two.version
    placing.place(version, two.session, room=hall_b(two), starts_at=FRIDAY, by=olga, at=at)
    placing.place(version, two.other, room=two.room, starts_at=FRIDAY, by=chen, at=at)
    with pytest.raises(Refused, match="“Other” is at Hall A"):
        undoing.undo(version, by=olga, at=at)


def test_only_the_last_move_of_all_is_taken_back_by_others(two, at):
    olga, chen, version = two.cast.olga, two.cast.chen, two.version
    placing.place(version, two.other, room=hall_b(two), starts_at=FRIDAY, by=chen, at=at)
    first = version.moves.get(number=1)
    placing.unplace(version, two.session, by=chen, at=at)
    with pytest.raises(Refused, match="Others have moved since"):
        undoing.undo(version, by=olga, at=at, number=first.number)
    undoing.undo(version, by=olga, at=at, number=2)
    assert version.placements.count() == 2


def test_locks_and_plans_are_taken_back_too(two, at):
    olga, version = two.cast.olga, two.version
    placing.lock(version.placements.get(), room=True, time=False, by=olga, at=at)
    placing.apply_plan(version, {two.other.pk: (hall_b(two).pk, FRIDAY)}, by=olga, at=at)
    assert version.placements.count() == 2
    undoing.undo(version, by=olga, at=at)
    kept = version.placements.get()
    assert (kept.session, kept.room_locked) == (two.session, True)
    undoing.undo(version, by=olga, at=at)
    assert not version.placements.get().room_locked


def test_a_seat_that_does_not_lock_takes_no_lock_back(two, at):
    placing.lock(two.version.placements.get(), room=True, time=False, by=two.cast.olga, at=at)
    two.committee.seats.filter(person=two.cast.chen).update(may_lock=False)
    with pytest.raises(Refused, match="does not lock"):
        undoing.undo(two.version, by=two.cast.chen, at=at, number=1)


def test_a_session_that_is_cancelled_leaves_by_a_move_and_is_not_put_back(two, at):
    olga, version = two.cast.olga, two.version
    placing.place(version, two.session, room=hall_b(two), starts_at=FRIDAY, by=olga, at=at)
    sessions.cancel_session(two.session, reason="The chair is ill.", by=olga, at=at)
    move = version.moves.first()
    assert (move.kind, move.number, Placement.objects.filter(version=version).count()) == (MoveKind.UNPLACE, 2, 0)
    with pytest.raises(Refused, match="does not take place any more"):
        undoing.undo(version, by=olga, at=at)


def test_the_last_moves_are_listed_and_taken_back_by_plain_forms(two, sign_in, at):
    placing.place(two.version, two.session, room=hall_b(two), starts_at=FRIDAY, by=two.cast.chen, at=at)
    client = sign_in(two.cast.olga)
    page = client.get(url("move_list")).content.decode()
    assert "Chen Wei</strong> moved “Canary session” from Hall A, Fri 08:00 to Hall B, Fri 08:00" in page
    answer = client.post(url("move_undo"), {"number": "1"}, follow=True).content.decode()
    assert "Taken back: moved “Canary session”" in answer
    assert two.version.placements.get().room == two.room
    two.version.refresh_from_db()
    assert two.version.edit == 2


def test_waiting_sessions_are_found_by_title_and_by_person_and_paged(two, sign_in):
    for number in range(30):
        make_session(two.meeting, f"Iron {number:02}", two.cast.rita)
    client = sign_in(two.cast.olga)
    page = client.get(url("schedule"), {"q": "iron"})
    assert (page.context["waiting"].paginator.count, len(page.context["waiting"])) == (30, 24)
    assert "1–24 of 30" in page.content.decode()
    assert [each.title for each in client.get(url("schedule"), {"q": "ada ade"}).context["waiting"]] == ["Other"]
    assert "No session that waits is called so" in client.get(url("schedule"), {"q": "nothing"}).content.decode()


@pytest.mark.parametrize("name", ["move_list", "schedule_changes"])
def test_pages_of_moves_ask_the_same_queries_at_1_and_3(two, sign_in, at, name, django_assert_num_queries):
    client = sign_in(two.cast.olga)
    queries = {"move_list": 9, "schedule_changes": 12}[name]
    for count in (1, 3):
        while two.version.moves.count() < count:
            hours = timedelta(hours=1 + two.version.moves.count())
            placing.place(
                two.version, two.session, room=hall_b(two), starts_at=FRIDAY + hours, by=two.cast.olga, at=at
            )
        known = asks(client)
        with django_assert_num_queries(queries):
            client.get(url(name), known)


def offers_of(client, world, session):
    """{room and clock: (state, cost, word, sentences)}, as the page shows them."""
    found = client.get(url("session_offers", code=session.code), {"day": "2027-12-10"}).json()
    page = client.get(url("schedule")).content.decode()
    slots = re.findall(r'class="slot"[^>]* data-room-name="([^"]*)"[^>]* data-clock="([^"]*)"', page)
    return {
        f"{room} {clock}": (state, cost, found["words"][word], [found["sentences"][at] for at in reasons])
        for (room, clock), (state, cost, word, reasons) in zip(slots, found["offers"], strict=True)
    }


def test_every_slot_says_whether_the_card_may_go_there_and_what_it_costs(two, sign_in):
    two.other.people.create(person=two.cast.felix)
    two.other.audience, two.other.needs = 130, ["hybrid"]
    two.other.save()
    make_room(two.meeting, "salon", order=3, capacity=130, features=["hybrid"])
    offers = offers_of(sign_in(two.cast.olga), two, two.other)
    assert offers["Salon 10:00"] == ("free", 0, "fits", [])
    state, cost, word, reasons = offers["Hall A 08:00"]
    assert (state, word, reasons) == ("refused", "taken", ["“Canary session” starts there. Move it first."])
    state, cost, word, reasons = offers["Hall B 08:00"]
    assert (state, cost, word) == ("clash", 30, "room lacks what it needs, person busy".replace("room ", ""))
    assert any("Felix Fuchs is wanted in" in each for each in reasons)
    assert "Other expects 130 people; Hall B holds 100" in reasons
    assert offers["Salon 17:30"][:3] == ("clash", 0, "ends too late")


def test_a_locked_card_says_why_it_cannot_go(two, sign_in, at):
    placing.lock(two.version.placements.get(), room=True, time=False, by=two.cast.olga, at=at)
    offers = offers_of(sign_in(two.cast.olga), two, two.session)
    assert offers["Hall B 10:00"][:3] == ("refused", 0, "locked")
    assert offers["Hall A 10:00"][:3] == ("free", 0, "fits")


def test_weighing_leaves_the_draft_as_it_is(two, sign_in):
    client = sign_in(two.cast.olga)
    before = client.get(url("schedule")).context["desk"]
    value, plan = before.value, dict(before.judge.plan)
    offers_of(client, two, two.session)
    with at_desk(two.version) as desk:
        assert desk is before
        assert (desk.judge.report().value, desk.judge.plan) == (value, plan)

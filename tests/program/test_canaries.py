"""Nothing of a draft, of an unreleased decision or of who reviews comes out of any public channel, for anybody."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from program.actions import itineraries, releasing
from program.rendition.bundle import files_of
from program.rendition.papers import papers_of
from program.shelf import body_of, program_of_release
from reviews.models import Decision
from scheduling.actions import placing, sessions
from scheduling.models import SessionItem, SessionPerson, Star
from tests.factories.cast import make_person
from tests.factories.program import make_release
from tests.factories.scheduling import FRIDAY, make_room, make_session, place

VIEWERS = ["nobody", "stan", "ada", "paula"]
CANARIES = re.compile(
    r"zeisig|girlitz|stieglitz|bluthänfling|erlenzeisig|kernbeißer|gimpel|verborgen|stealth institute"
    r"|canary in review|canary draft of|canary submitted|romano|istituto del mare|banyan",
    re.IGNORECASE,
)
"""Birds: the draft's title, subtitle, abstract, item, room, cancellation, decision. Then its speaker, her place, the
proposals not yet decided, and the names and places of Rita and Raj, who review."""
PAULAS_OWN = re.compile(r"canary in review|canary draft of|canary submitted", re.IGNORECASE)


@pytest.fixture
def hiding(world, at):
    """The meeting under way: released, then changed in draft, with decisions that nobody was told of."""
    gone = make_session(world.meeting, "Known before")
    place(world.version, gone, make_room(world.meeting, "hall-b"), FRIDAY)
    make_room(world.meeting, "secret-room", name="Gimpel room")
    make_release(world.version, world.cast.olga, at)
    draft = placing.draft_of(world.meeting, at=at)
    late = make_session(world.meeting, "Zeisig", subtitle="Girlitz", abstract="Stieglitz", format_name="Bluthänfling")
    speaker = make_person("canaria", given_name="Canaria", family_name="Verborgen", affiliation="Stealth Institute")
    role = SessionPerson.objects.create(session=late, person=speaker, affiliation=speaker.affiliation)
    SessionItem.objects.create(session=late, title="Erlenzeisig", speaker=role)
    late.topics.add(world.topic)
    room = make_room(world.meeting, "nest", name="Gimpel nest")
    placing.place(draft, late, room=room, starts_at=FRIDAY + timedelta(hours=3), by=world.cast.olga, at=at)
    sessions.cancel_session(gone, reason="Kernbeißer", by=world.cast.olga, at=at)
    for outcome, proposal in (("accept", world.in_review), ("decline", world.submitted)):
        Decision.objects.create(
            stage=world.stage,
            proposal=proposal,
            outcome=outcome,
            to_proposer="Kernbeißer",
            to_committee="Gimpel",
            at=at,
        )
    for person in (world.cast.ada, world.cast.paula):
        Star.objects.create(session=late, person=person, at=at)
    world.late, world.speaker = late, speaker
    return world


def addresses(world) -> list[str]:
    """Every public address of the program, and the guesses of somebody who knows codes and slugs."""
    program = reverse("program", args=["ash-2027"])
    late, speaker = world.late.code, world.speaker.code
    queries = [
        "",
        "?day=all",
        "?view=grid&day=2027-12-10",
        "?topic=coagulation&day=all",
        "?room=nest",
        f"?person={speaker}",
    ]
    queries += [f"?q={word}" for word in ("zeisig", "verborgen", "kernbei%C3%9Fer", "stealth", "canary")]
    pages = [program + query for query in queries]
    pages += [reverse(name, args=["ash-2027"]) for name in ("subscribe", "my_agenda", "meeting", "deadlines_ics")]
    pages += [reverse("session", args=["ash-2027", code]) for code in (late, world.session.code)]
    pages += [reverse("call", args=["ash-2027", "workshops"]), reverse("home"), "/robots.txt", "/nowhere/"]
    guesses = [
        "rooms/nest.ics",
        "rooms/secret-room.ics",
        f"people/{speaker}.ics",
        f"sessions/{late}.ics",
        "living/program.ics",
    ]
    release = world.meeting.releases.get(number=1)
    names = [*release.files.values_list("name", flat=True), *guesses]
    files = [f"/ash-2027/{name}" for name in names] + ["/ash-2027/program.ics?cancelled=hide"]
    api = ["", "/ash-2027/release", "/ash-2027/sessions", "/ash-2027/sessions?q=zeisig", f"/ash-2027/sessions/{late}"]
    api += [
        f"/ash-2027/sessions?person={speaker}",
        "/ash-2027/sessions?limit=zeisig0",
        "/ash-2027/sessions?room=nest",
    ]
    return pages + files + [f"/api/v1/meetings{path}" for path in api] + ["/api/v1/openapi.json"]


@pytest.mark.parametrize("viewer", VIEWERS)
def test_no_channel_tells_a_canary(hiding, client, viewer):
    if viewer != "nobody":
        client.force_login(getattr(hiding.cast, viewer), backend="django.contrib.auth.backends.ModelBackend")
    told = []
    for address in addresses(hiding):
        response = client.get(address)
        words = response.content.decode(errors="replace") + " ".join(
            f"{name}: {value}" for name, value in response.items()
        )
        words = without_what_she_typed(words)
        if address == "/" and viewer == "paula":
            words = PAULAS_OWN.sub("", words)  # her proposals are hers to see, what was decided is not
        told += [(address, found) for found in CANARIES.findall(words)]
    assert told == []


def without_what_she_typed(page: str) -> str:
    """A search field and the links that keep a search say again what was searched for."""
    return re.sub(r'value="[^"]*"|next=[^"]*"|[?&;](?:q|person|limit|room)=[^"&\s]*', "", page)


def test_there_was_something_to_hide(hiding, at, client):
    make_release(placing.draft_of(hiding.meeting, at=at), hiding.cast.olga, at + timedelta(days=1))
    page = client.get(reverse("session", args=["ash-2027", hiding.late.code])).content.decode()
    assert {word.lower() for word in CANARIES.findall(page)} == {
        *(
            "zeisig",
            "girlitz",
            "stieglitz",
            "bluthänfling",
            "erlenzeisig",
            "gimpel",
            "verborgen",
            "stealth institute",
        ),
    }
    feed = client.get("/ash-2027/program.ics").content.decode()
    assert "Kernbeißer" in feed
    assert client.get(f"/ash-2027/people/{hiding.speaker.code}.ics").status_code == 200


@pytest.mark.parametrize("viewer", ["ada", "paula"])
def test_a_star_on_a_draft_shows_nothing_in_a_personal_agenda(hiding, client, at, viewer):
    person = getattr(hiding.cast, viewer)
    _, token = itineraries.open_itinerary(hiding.meeting, by=person, at=at)
    feed = client.get(reverse("itinerary_ics", args=[token])).content.decode()
    assert CANARIES.findall(feed) == []
    assert (feed.count("BEGIN:VEVENT"), "TRANSP:TRANSPARENT" in feed) == (1, True)  # the days of the meeting
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert CANARIES.findall(client.get(reverse("my_agenda", args=["ash-2027"])).content.decode()) == []


def test_a_draft_cannot_be_starred(hiding, client):
    codes = [hiding.late.code, "nothing0"]
    answers = [client.post(reverse("star", args=["ash-2027", code])) for code in codes]
    assert [response.status_code for response in answers] == [404, 404]
    bodies = [re.sub(r'nonce="[^"]*"|value="[^"]*"', "", each.content.decode()) for each in answers]
    assert bodies[0] == bodies[1]


def test_the_book_and_a_release_that_is_being_rendered_tell_nothing(hiding, client, at):
    release = hiding.meeting.releases.get(number=1)
    program = program_of_release(release)
    for paper in papers_of(program, releasing.setting_of(hiding.meeting)):
        parts, _ = paper.compose(paper.stamp)
        assert CANARIES.findall("".join(part.html for part in parts)) == []
    assert [name for name in release.files.all() if CANARIES.search(body_of(name).decode(errors="replace"))] == []
    releasing.release(
        placing.draft_of(hiding.meeting, at=at), note="Zeisig", by=hiding.cast.olga, at=at, in_background=False
    )
    assert [
        a
        for a in addresses(hiding)
        if "?" not in a and CANARIES.search(client.get(a).content.decode(errors="replace"))
    ] == []


def test_what_is_not_released_costs_and_says_as_much_as_what_does_not_exist(
    hiding, client, django_assert_num_queries
):
    for known, unknown, queries in (
        (f"sessions/{hiding.late.code}/", "sessions/nothing0/", 1),
        ("rooms/nest/", "rooms/nothing/", 1),
        (f"sessions/{hiding.late.code}.ics", "sessions/nothing0.ics", 0),
        ("rooms/nest.ics", "rooms/nothing.ics", 0),
    ):
        bodies = []
        for path in (known, unknown):
            with django_assert_num_queries(queries):
                response = client.get(f"/ash-2027/{path}")
            assert response.status_code == 404
            bodies.append(re.sub(r'nonce="[^"]*"|value="[^"]*"|/ash-2027/[^"]*', "", response.content.decode()))
        assert bodies[0] == bodies[1]


def test_every_file_of_a_release_was_looked_into(hiding):
    """A new kind of file comes under the canaries by itself; what is printed is looked into before it is."""
    release = hiding.meeting.releases.get(number=1)
    files = files_of(program_of_release(release), releasing.setting_of(hiding.meeting))
    made = {file.name for file in files if file.paper is None}
    looked = {address.removeprefix("/ash-2027/") for address in addresses(hiding)}
    assert made - looked == set()

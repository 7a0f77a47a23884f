"""Is the schedule editor as quick with a large meeting as with a small one?

    python -m benchmarks.editor [--sizes 10 1000] [--no-browser] [--json]

The page of a day, the answer to one move and the marks of a card in hand are asked for with few and with many
sessions in 35 rooms over four days, in one run and in a database that is thrown away. Bars: the same number of
queries; the page and the answer to a move take at the largest size at most 1.5 times the CPU of the smallest (the
least of several looks); a frame while a card is dragged over the largest takes at most 50 ms (median, in Chromium).
The exit is 1 where one is missed.
"""

import argparse
import json
import os
import random
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

GROWTH = 1.5
GRACE = 0.005
"""Seconds: below them a clock tells nothing."""
FRAME = 50.0
"""Milliseconds."""
LOOKS = 15
ROOMS, DAYS = 35, 4
BEGINS = datetime(2027, 12, 10, 13, 0, tzinfo=UTC)
HOURS = 10
FREE = 3
"""Hours at the end of the last room's days that stay free for moves."""
STEPS = 60


@dataclass(frozen=True)
class Look:
    """`seconds` of CPU."""

    queries: int
    seconds: float
    kilobytes: float


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.editor", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 1000], help="sessions of the meeting")
    parser.add_argument("--no-browser", action="store_true", help="leave out the frames of a drag")
    parser.add_argument("--json", action="store_true", help="one line of JSON instead of a table")
    asked = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.tests")
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    import django

    django.setup()
    found, frame = in_a_database(lambda: measured(asked.sizes, not asked.no_browser))
    faults = faults_of(found, frame)
    if asked.json:
        rows = {name: {size: vars(look) for size, look in looks.items()} for name, looks in found.items()}
        print(json.dumps({"editor": rows, "frame_ms": frame, "faults": faults}))
    else:
        show(found, frame, faults)
    return 1 if faults else 0


def in_a_database(work: Callable[[], Any]) -> Any:
    from django.test.runner import DiscoverRunner
    from django.test.utils import setup_test_environment, teardown_databases

    setup_test_environment()
    databases = DiscoverRunner(verbosity=0, interactive=False).setup_databases()
    try:
        return work()
    finally:
        teardown_databases(databases, verbosity=0)


def measured(sizes: Sequence[int], in_browser: bool) -> tuple[dict[str, dict[int, Look]], float | None]:
    from tests.factories.cast import make_cast

    cast, found, frame = make_cast(), {}, None
    for size in sizes:
        meeting = filled(size)
        for name, look in looks_at(meeting, cast.olga).items():
            found.setdefault(name, {})[size] = look
        print(f"{size} sessions", file=sys.stderr)
        if in_browser and size == max(sizes):
            frame = frame_of(meeting, cast.olga)
    return found, frame


def filled(size: int) -> Any:
    """A meeting with so many sessions of an hour, each of three people, in places where no two share a room."""
    from people.models import Person
    from scheduling.models import Block, Placement, Room, Session, SessionPerson, Version
    from tests.factories.workshops import make_meeting, make_topic

    dice, meeting = random.Random(1), make_meeting(f"size-{size}")
    rooms = Room.objects.bulk_create(
        Room(meeting=meeting, slug=f"room-{number}", name=f"Room {number}", capacity=100, order=number)
        for number in range(ROOMS)
    )
    days = [BEGINS + timedelta(days=day) for day in range(DAYS)]
    for day in days:
        Block.objects.create(meeting=meeting, name=f"{day:%A}", starts_at=day, ends_at=day + timedelta(hours=HOURS))
    topics = [make_topic(meeting, f"topic-{number}", name=f"Topic {number}") for number in range(7)]
    people = Person.objects.bulk_create(
        Person(email=f"p{number}@{meeting.slug}.example.org", given_name="Pat", family_name=f"Number{number}")
        for number in range(max(30, size))
    )
    sessions = Session.objects.bulk_create(
        Session(meeting=meeting, title=f"Session {number:04}", minutes=60, audience=60) for number in range(size)
    )
    roles = [(session, person) for session in sessions for person in dice.sample(people, 3)]
    SessionPerson.objects.bulk_create(SessionPerson(session=session, person=person) for session, person in roles)
    through = Session.topics.through
    through.objects.bulk_create(
        through(session=row, topic=topics[at % len(topics)]) for at, row in enumerate(sessions)
    )
    version = Version.objects.create(meeting=meeting, number=1, created_at=BEGINS)
    places = [(room, day + timedelta(hours=hour)) for day in days for room in rooms for hour in range(HOURS)]
    places = [(room, start) for room, start in places if room != rooms[-1] or start.hour < BEGINS.hour + HOURS - FREE]
    first, *others = places
    chosen = [first, *dice.sample(others, size - 1)]
    Placement.objects.bulk_create(
        Placement(version=version, session=session, room=room, starts_at=start)
        for session, (room, start) in zip(sessions, chosen, strict=True)
    )
    return meeting


def looks_at(meeting: Any, person: Any) -> dict[str, Look]:
    from django.test import Client
    from django.urls import reverse

    client = Client()
    client.force_login(person)
    page = reverse("schedule", args=[meeting.slug])
    session = meeting.sessions.order_by("pk").first()
    offers = reverse("session_offers", args=[meeting.slug, session.code])
    return {
        "page of a day": look(lambda: client.get(page)),
        "answer to a move": look(mover(client, meeting, session, page)),
        "marks of a card": look(lambda: client.get(offers)),
    }


def mover(client: Any, meeting: Any, session: Any, page: str) -> Callable[[], Any]:
    """Moves a session to and fro between two free hours, each time as the page would that has the answer before."""
    from django.urls import reverse

    room = meeting.rooms.order_by("-order").first()
    goals = [BEGINS + timedelta(hours=HOURS - 1), BEGINS + timedelta(hours=HOURS - 2)]
    context, version = client.get(page).context, meeting.versions.get()
    known = {"version": version.pk, "frame": context["day"].name, "day": context["day"].day.isoformat()}
    drop = reverse("session_drop", args=[meeting.slug, session.code])

    def move() -> Any:
        goals.reverse()
        version.refresh_from_db()
        where = {"since": version.edit, "room": room.pk, "starts_at": goals[0].isoformat()}
        answer = client.post(drop, known | where)
        if b"data-parts" not in answer.content:
            raise SystemExit("A move was not answered with what it changed.")
        return answer

    return move


def look(ask: Callable[[], Any]) -> Look:
    """The first look lays the desk and is not counted."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    answer = ask()
    if answer.status_code != 200:
        raise SystemExit(f"It answers {answer.status_code}: nothing to measure.")
    with CaptureQueriesContext(connection) as asked:
        ask()
    return Look(len(asked), round(min(seconds(ask) for _ in range(LOOKS)), 4), round(len(answer.content) / 1000, 1))


def seconds(ask: Callable[[], Any]) -> float:
    begun = time.process_time()
    ask()
    return time.process_time() - begun


def frame_of(meeting: Any, person: Any) -> float | None:
    """The median length of a frame, in milliseconds, while a card is dragged over the whole grid."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        print("No Chromium on this machine: frames are not measured.", file=sys.stderr)
        return None
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse
    from playwright.sync_api import sync_playwright
    from pytest_django.live_server_helper import LiveServer

    client, server = Client(), LiveServer("localhost")
    client.force_login(person)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "localhost"]
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.context.add_cookies([cookie | {"url": server.url}])
            page.goto(server.url + reverse("schedule", args=[meeting.slug]))
            frames = frames_of_a_drag(page)
            browser.close()
    finally:
        server.stop()
    return round(statistics.median(frames), 1)


def frames_of_a_drag(page: Any) -> list[float]:
    grip = page.locator("#grid .grip").first
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.wait_for_selector(".slot[data-offer]")
    page.evaluate(
        "() => { window.frames_ = []; let last = performance.now();"
        " const tick = (now) => { window.frames_.push(now - last); last = now; requestAnimationFrame(tick); };"
        " requestAnimationFrame(tick); }"
    )
    for step in range(STEPS):
        page.mouse.move(200 + 15 * step, 300 + 5 * step)
    frames = page.evaluate("window.frames_")
    page.keyboard.press("Escape")
    page.mouse.up()
    return frames


def faults_of(found: dict[str, dict[int, Look]], frame: float | None) -> list[str]:
    faults = []
    for name, looks in found.items():
        few, many = looks[min(looks)], looks[max(looks)]
        if few.queries != many.queries:
            faults.append(f"{name}: {few.queries} and {many.queries} queries, not the same")
        if name != "marks of a card" and many.seconds > GROWTH * few.seconds + GRACE:
            faults.append(f"{name}: {many.seconds / few.seconds:.2f} times the CPU, at most {GROWTH}")
    if frame is not None and frame > FRAME:
        faults.append(f"a frame of a drag takes {frame} ms, at most {FRAME:.0f}")
    return faults


def show(found: dict[str, dict[int, Look]], frame: float | None, faults: Sequence[str]) -> None:
    for name, looks in found.items():
        told = "   ".join(
            f"{size:5}: {each.queries:2} queries {1000 * each.seconds:6.1f} ms {each.kilobytes:6.0f} kB"
            for size, each in looks.items()
        )
        ratio = looks[max(looks)].seconds / looks[min(looks)].seconds
        print(f"{name:18} {told}   {ratio:.2f} times")
    if frame is not None:
        print(f"{'frame of a drag':18} {frame} ms (median)")
    for fault in faults:
        print(f"MISSED {fault}")


if __name__ == "__main__":
    sys.exit(main())

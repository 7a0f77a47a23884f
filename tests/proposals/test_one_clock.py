"""One clock: in any zone, the deadline on the page, in the letter, in the feed and at the gate is one moment."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import strip_tags
from hypothesis import example, given, settings
from hypothesis import strategies as st

from letters.models import Letter
from people.refusal import Refused
from program.deadlines import deadlines_calendar
from proposals import actions, rules, telling
from proposals.models import Proposal
from proposals.standing.turns import standing_of
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_call, make_format, make_meeting
from workshops.models import Call, Extension
from workshops.zones import ANYWHERE_ON_EARTH, zone_names, zone_of

SECOND = timedelta(seconds=1)
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
WRITTEN = re.compile(r"(\d{1,2} \w+ \d{4}, \d\d:\d\d) (.*)")
ZONES = (ANYWHERE_ON_EARTH, *zone_names())


def changes_of_clocks(zone: str) -> list[datetime]:
    """The hours around which the clocks of the zone change in two years."""
    tz, moments = zone_of(zone), (FIRST + timedelta(hours=hours) for hours in range(0, 2 * 8760, 12))
    offsets = [(moment, moment.astimezone(tz).utcoffset()) for moment in moments]
    return [now for (_, before), (now, after) in pairwise(offsets) if before != after]


@st.composite
def deadlines(draw):
    """A zone and a minute, often within hours of a change of its clocks."""
    zone = draw(st.sampled_from(ZONES))
    edges = changes_of_clocks(zone)
    if edges and draw(st.booleans()):
        return zone, draw(st.sampled_from(edges)) - timedelta(minutes=draw(st.integers(-180, 900)))
    return zone, FIRST + timedelta(minutes=draw(st.integers(0, 2 * 365 * 1440)))


def meant(written: str, zone: str) -> set[datetime]:
    """Every moment that these words can mean: a day, a clock time, and the zone with what its clocks are called."""
    clock, label = WRITTEN.fullmatch(written).groups()
    naive = datetime.strptime(clock, "%d %B %Y, %H:%M")  # noqa: DTZ007  the zone is read from the words
    if zone == ANYWHERE_ON_EARTH:
        assert label == "anywhere on Earth (AoE)"
        return {(naive + timedelta(hours=12)).replace(tzinfo=UTC)}
    name = label.rpartition(", ")[2].replace(" ", "_")
    both = [naive.replace(tzinfo=ZoneInfo(name), fold=fold) for fold in (0, 1)]
    short = label.partition(", ")[0] if ", " in label else ""
    told = {f"UTC{at:%:z}": at for at in both} | {at.tzname(): at for at in both}
    chosen = [told[short]] if short in told else both
    return {at.astimezone(UTC) for at in chosen}


@pytest.fixture
def call(db, at) -> Call:
    call = make_call(make_meeting(), at, opens_at=FIRST - timedelta(days=400), closes_at=FIRST)
    make_format(call)
    return call


def on_the_page(proposal: Proposal) -> tuple[str, str]:
    """The words on the page, and the moment in its markup that the countdown counts to."""
    standing = standing_of(proposal, proposal.proposer, FIRST)
    html = render_to_string("proposals/_standing.html", {"standing": standing, "proposal": proposal})
    main = re.search(r'<time class="deadline-main" datetime="([^"]+)">(.*?)</time>', html, re.DOTALL)
    words = " ".join(strip_tags(main[2]).replace("&amp;", "&").split())
    return re.sub(r"^The call closes \w+, ", "", words), main[1]


def in_the_feed(call: Call) -> list[str]:
    lines = deadlines_calendar(call.meeting).decode().replace("\r\n ", "").split("\r\n")
    return [line.removeprefix("DTSTART:") for line in lines if line.startswith("DTSTART")]


@given(deadlines())
@example(("America/New_York", datetime(2026, 11, 1, 5, 30, tzinfo=UTC)))
@example(("America/New_York", datetime(2026, 11, 1, 6, 30, tzinfo=UTC)))
@example(("Africa/Casablanca", datetime(2026, 2, 15, 1, 30, tzinfo=UTC)))
@example(("Africa/Casablanca", datetime(2026, 2, 15, 2, 30, tzinfo=UTC)))
@example(("Australia/Lord_Howe", datetime(2026, 4, 4, 15, 15, tzinfo=UTC)))
@example((ANYWHERE_ON_EARTH, datetime(2026, 3, 8, 11, 59, tzinfo=UTC)))
@settings(max_examples=60, database=None)
def check_one_clock(call, paula, deadline):
    zone, closes_at = deadline
    call.zone, call.closes_at = zone, closes_at
    call.save()
    draft = Proposal.objects.select_related("call__meeting", "format", "proposer").get()
    words, machine = on_the_page(draft)
    assert meant(words, zone) == {closes_at}
    assert datetime.fromisoformat(machine) == closes_at
    assert meant(telling.deadline(draft), zone) == {closes_at}
    assert in_the_feed(call) == [f"{closes_at:%Y%m%dT%H%M%SZ}"]
    assert rules.is_open(draft, closes_at - SECOND) is None
    assert rules.is_open(draft, closes_at) is not None
    assert (call.state_at(closes_at - SECOND), call.state_at(closes_at)) == ("open", "closed")


def test_the_page_the_letter_the_feed_and_the_gate_mean_one_moment(call, cast):
    make_proposal(call.formats.get(), cast.paula, FIRST)
    with timezone.override("Asia/Kolkata"):
        check_one_clock(call, cast.paula)


def test_a_personal_deadline_beyond_a_change_of_clocks_is_named_by_the_clocks_of_that_day(call, cast):
    call.zone, call.closes_at = "America/New_York", datetime(2026, 10, 30, 21, 0, tzinfo=UTC)
    call.save()
    until = datetime(2026, 11, 3, 22, 0, tzinfo=UTC)
    Extension.objects.create(call=call, person=cast.paula, until=until, reason="Flood")
    draft = make_proposal(call.formats.get(), cast.paula, FIRST, answers={"why-now": "x"})
    assert on_the_page(draft)[0] == "3 November 2026, 17:00 EST, America/New York"
    assert telling.deadline(draft) == "3 November 2026, 17:00 EST, America/New York"
    assert in_the_feed(call) == ["20261030T210000Z"]
    with pytest.raises(Refused):
        actions.submit(draft, by=cast.paula, at=until)
    actions.submit(draft, by=cast.paula, at=until - SECOND)


def test_grace_is_told_to_nobody_but_staff(call, cast, sign_in, monkeypatch):
    call.zone, call.closes_at, call.grace_minutes = "America/New_York", datetime(2026, 10, 30, 21, 0, tzinfo=UTC), 17
    call.save()
    draft = make_proposal(call.formats.get(), cast.paula, FIRST, answers={"why-now": "x"})
    pages = [
        "/ash-2027/",
        "/ash-2027/calls/workshops/",
        "/ash-2027/calls/workshops/propose/",
        "/deadlines/ash-2027.ics",
    ]
    pages += ["/", "/proposals/", f"/proposals/{draft.code}/", f"/proposals/{draft.code}/edit/check/"]
    for moment in (
        call.closes_at - SECOND,
        call.closes_at + timedelta(minutes=16),
        call.closes_at + timedelta(hours=1),
    ):
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        actions.remind(moment)
        texts = [sign_in(cast.paula).get(page).content.decode() for page in pages]
        texts += [letter.subject + letter.body for letter in Letter.objects.all()]
        for text in texts:
            assert "17:17" not in text
            assert "T2117" not in text
            assert "21:17" not in text
            assert "grace" not in text.lower()

"""When people cannot be there: said by hand or by a calendar, and the nights of those who are far away."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from people.refusal import Refused
from scheduling.actions import wishing
from scheduling.draft.problem_of import plan_of, problem_of
from scheduling.draft.wishes_of import nights
from scheduling.engine.check import check
from scheduling.models import Absence, Afar
from tests.factories.scheduling import FRIDAY, make_session

HOUR = timedelta(hours=1)
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:a
SUMMARY:Canary appointment
DTSTART:20271210T130000Z
DTEND:20271210T140000Z
END:VEVENT
BEGIN:VEVENT
UID:b
DTSTART:20280110T130000Z
DTEND:20280110T140000Z
END:VEVENT
END:VCALENDAR
"""


def url(name, *more):
    return reverse(name, args=["ash-2027", *more])


def upload(text=CALENDAR):
    return {"calendar": SimpleUploadedFile("mine.ics", text.encode())}


def test_she_says_when_she_cannot_be_there_and_takes_it_back(world, sign_in):
    client = sign_in(world.cast.felix)
    client.post(url("my_times"), {"starts_at": "2027-12-10T08:00", "ends_at": "2027-12-10T09:00"})
    absence = Absence.objects.get()
    assert (absence.person, absence.starts_at) == (world.cast.felix, FRIDAY)
    sentences = [each.sentence for each in check(problem_of(world.version), plan_of(world.version)).violations]
    assert sentences == ["Felix Fuchs is away during Canary session"]
    client.post(url("my_times_drop"), {"absence": absence.pk})
    assert not Absence.objects.exists()


def test_nobody_takes_back_anothers_absence(world, sign_in):
    theirs = Absence.objects.create(
        meeting=world.meeting, person=world.cast.rita, starts_at=FRIDAY, ends_at=FRIDAY + HOUR
    )
    sign_in(world.cast.felix).post(url("my_times_drop"), {"absence": theirs.pk})
    assert Absence.objects.get() == theirs
    with pytest.raises(Refused, match="Only somebody herself"):
        wishing.remove_absence(theirs, by=world.cast.felix, at=FRIDAY)


def test_a_calendar_is_looked_at_first_and_added_when_she_says_so(world, sign_in):
    client = sign_in(world.cast.felix)
    seen = client.post(url("my_times_calendar"), upload())
    assert seen.context["preview"]["spans"] == [(FRIDAY, FRIDAY + HOUR)]
    assert "Canary appointment" not in seen.content.decode()
    assert not Absence.objects.exists()
    client.post(url("my_times_apply"), {"seal": seen.context["preview"]["seal"]})
    client.post(url("my_times_apply"), {"seal": seen.context["preview"]["seal"]})
    assert list(Absence.objects.values_list("person", "starts_at")) == [(world.cast.felix.pk, FRIDAY)]


def test_staff_read_somebodys_calendar(world, sign_in):
    client = sign_in(world.cast.olga)
    code = world.cast.felix.code
    seal = client.post(url("person_times_calendar", code), upload()).context["preview"]["seal"]
    client.post(url("person_times_apply", code), {"seal": seal})
    assert Absence.objects.get().person == world.cast.felix


def test_a_preview_is_of_one_person(world, sign_in):
    """Felix's own preview does not become an absence of Ada, and what nobody sealed becomes nothing."""
    make_session(world.meeting, "Of Ada", world.cast.ada)
    seal = sign_in(world.cast.felix).post(url("my_times_calendar"), upload()).context["preview"]["seal"]
    client = sign_in(world.cast.ada)
    for given in (seal, "", "nonsense"):
        client.post(url("my_times_apply"), {"seal": given})
    assert not Absence.objects.exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("hello", "This is not a calendar (.ics): line 1 is not BEGIN:VCALENDAR."),
        ("", "The submitted file is empty."),
        ("BEGIN:VCALENDAR\nhello\nEND:VCALENDAR\n", "line 2: &#x27;hello&#x27; is not a name"),
        (CALENDAR.replace("DTEND:20271210T140000Z", "DURATION:x"), "line 7: “x” is no duration like PT1H"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence_with_its_line(world, sign_in, text, sentence):
    assert sentence in sign_in(world.cast.felix).post(url("my_times_calendar"), upload(text)).content.decode()


def test_a_time_without_a_zone_is_of_her_own(world, sign_in):
    world.cast.felix.time_zone = "Europe/Berlin"
    world.cast.felix.save()
    floating = CALENDAR.replace(
        "DTSTART:20271210T130000Z\nDTEND:20271210T140000Z", "DTSTART:20271210T140000\nDURATION:PT1H"
    )
    seen = sign_in(world.cast.felix).post(url("my_times_calendar"), upload(floating))
    assert seen.context["preview"]["spans"] == [(FRIDAY, FRIDAY + HOUR)]


def test_the_night_of_her_own_zone_is_unwelcome(world, sign_in):
    """Friday 13:00 UTC is 22:00 in Tokyo."""
    client = sign_in(world.cast.felix)
    client.post(url("my_times_zone"), {"zone": "Asia/Tokyo"})
    assert check(problem_of(world.version), plan_of(world.version)).terms == {"hours": 2}
    assert client.post(url("my_times_zone"), {"zone": "Middle/Earth"}).status_code == 200
    client.post(url("my_times_zone"), {"zone": ""})
    assert not Afar.objects.exists()


def test_nights_are_those_that_touch_the_meeting():
    day = (datetime(2027, 12, 10, 13, tzinfo=UTC), datetime(2027, 12, 10, 23, tzinfo=UTC))
    assert [f"{start:%d %H}-{end:%d %H}" for start, end in nights(ZoneInfo("Asia/Tokyo"), [day])] == ["10 13-10 22"]
    assert list(nights(ZoneInfo("America/New_York"), [(day[0], day[0] + HOUR)])) == []


def test_absences_of_one_person_have_an_end(world):
    spans = [(FRIDAY + number * HOUR, FRIDAY + (number + 1) * HOUR) for number in range(201)]
    with pytest.raises(Refused, match="more than 200 absences"):
        wishing.add_absences(world.meeting, world.cast.felix, spans, by=world.cast.felix, at=FRIDAY)


def test_people_are_found_and_listed_with_the_same_queries(world, sign_in, django_assert_num_queries):
    client = sign_in(world.cast.olga)
    for person in (None, world.cast.ada, world.cast.rita):
        if person:
            make_session(world.meeting, f"Of {person}", person)
            Absence.objects.create(meeting=world.meeting, person=person, starts_at=FRIDAY, ends_at=FRIDAY + HOUR)
        with django_assert_num_queries(6):
            client.get(url("people_times"))
    page = client.get(url("people_times"), {"q": world.cast.ada.family_name}).context["page"]
    assert [(person, person.absence_count) for person in page] == [(world.cast.ada, 1)]

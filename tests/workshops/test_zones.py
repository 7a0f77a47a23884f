from datetime import UTC, datetime

import pytest

from workshops.zones import UnclearTime, is_zone, moment, shifted, zone_names

clock = datetime.fromisoformat


def test_a_clock_time_is_read_in_its_zone():
    assert moment(clock("2027-05-13 23:59"), "America/Los_Angeles") == datetime(2027, 5, 14, 6, 59, tzinfo=UTC)


def test_anywhere_on_earth_is_twelve_hours_behind():
    assert moment(clock("2027-05-13 23:59"), "AoE") == datetime(2027, 5, 14, 11, 59, tzinfo=UTC)


def test_a_skipped_clock_time_is_refused_with_the_times_around_it():
    with pytest.raises(UnclearTime) as refused:
        moment(clock("2027-03-14 02:30"), "America/New_York")
    assert str(refused.value) == (
        "On Sunday 14 March 2027 the clocks of America/New York go forward and 02:30 does not exist there. "
        "Choose 01:30 or 03:30, or an earlier or later hour."
    )


def test_a_clock_time_that_comes_twice_is_refused():
    with pytest.raises(UnclearTime) as refused:
        moment(clock("2027-11-07 01:30"), "America/New_York")
    assert str(refused.value) == (
        "On Sunday 7 November 2027 the clocks of America/New York go back and show 01:30 twice, so it is unclear "
        "which one is meant. Choose 00:30 or 02:30, or an earlier or later hour."
    )


def test_the_hours_around_a_change_are_plain():
    assert moment(clock("2027-03-14 01:59"), "America/New_York") == datetime(2027, 3, 14, 6, 59, tzinfo=UTC)
    assert moment(clock("2027-03-14 03:00"), "America/New_York") == datetime(2027, 3, 14, 7, 0, tzinfo=UTC)


def test_a_shift_by_days_keeps_the_clock_time_across_a_change_of_clocks():
    before = moment(clock("2027-03-10 17:00"), "America/New_York")
    assert shifted(before, "America/New_York", 7) == moment(clock("2027-03-17 17:00"), "America/New_York")


def test_names_to_choose_from_are_places_and_utc():
    names = zone_names()
    assert {"UTC", "Europe/Berlin", "Pacific/Kiritimati"} <= set(names)
    assert not [name for name in names if name.startswith(("Etc/", "US/"))]


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "EST5EDT6", "../etc/passwd", "localtime", "AoE"])
def test_what_is_not_a_zone_is_known_as_such(name):
    assert not is_zone(name)

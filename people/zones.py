"""Time zones a person may choose, by region."""

import functools
import zoneinfo

REGIONS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@functools.cache
def choices() -> list:
    """Choices for a form field: the meeting's zone (nothing chosen), UTC, then each region's places."""
    names = sorted(zoneinfo.available_timezones())
    grouped = [
        (region, [(name, place_of(name)) for name in names if name.startswith(f"{region}/")]) for region in REGIONS
    ]
    return [("", "The zone of each meeting"), ("UTC", "UTC"), *grouped]


def place_of(name: str) -> str:
    """America/Argentina/Buenos_Aires is Buenos Aires (Argentina)."""
    _, *parts = name.replace("_", " ").split("/")
    return f"{parts[1]} ({parts[0]})" if len(parts) > 1 else parts[0]

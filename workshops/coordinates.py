"""Where on Earth a meeting is held, as maps give it: latitude and longitude in degrees, such as 28.4256, -81.4700."""

import re

FORM = r"-?[0-9]{1,2}(\.[0-9]{1,8})?, -?[0-9]{1,3}(\.[0-9]{1,8})?"
_FORM = re.compile(FORM)


def tidied(text: str) -> str:
    """With one comma and one blank between the two."""
    return ", ".join(part for part in re.split(r"[,;\s]+", text) if part)


def geo_of(text: str) -> tuple[float, float] | None:
    """Latitude and longitude; None for what is no place on Earth."""
    if not _FORM.fullmatch(text):
        return None
    latitude, longitude = map(float, text.split(", "))
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None

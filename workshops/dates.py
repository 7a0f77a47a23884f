"""Days as people write them."""

from datetime import date


def spoken_dates(first: date, last: date) -> str:
    """As printed: `10–13 December 2027`, or `30 November – 3 December 2027`."""
    end = f"{last.day} {last:%B %Y}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    start = f"{first.day} {first:%B}" if first.year == last.year else f"{first.day} {first:%B %Y}"
    return f"{start} – {end}"

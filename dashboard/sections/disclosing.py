"""For whoever is asked to disclose, and for staff, who judge what was disclosed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from dashboard.waiting import Section, Waiting, counted, section
from workshops.disclosing import Standing, asked_of, standings_in
from workshops.models import Meeting

ASKED = "Say which financial relationships with healthcare companies you have, or that you have none."
WAITS = " What you are to review opens after that."


def disclosing(person: Any, at: datetime) -> Section | None:
    """Meetings that ask her, are not over, and have no statement of hers."""
    asked = [each for each in asked_of(person) if each.standing == Standing.MISSING]
    rows = [
        Waiting(
            str(each.meeting),
            ASKED + (WAITS if each.policy.seats_wait and any(role.is_seat for role in each.roles) else ""),
            reverse("disclosure", args=[each.meeting.slug]),
        )
        for each in asked
        if each.meeting.ends_on >= at.date()
    ]
    if not rows:
        return None
    page = reverse("my_disclosures")
    return section("disclosing", "Your disclosures", rows, url=page, link="My disclosures", empty="")


def disclosure_rows(person: Any, meetings: dict[int, Meeting]) -> Iterator[Waiting]:
    """For staff: what is to be judged or mitigated in meetings that are ahead."""
    found = standings_in(meetings, viewer=person)
    for key, meeting in meetings.items():
        judge, mitigate = (found.get(key, {}).get(each, 0) for each in (Standing.TO_JUDGE, Standing.TO_MITIGATE))
        if judge or mitigate:
            said = [
                f"{counted(judge, 'disclosure waits', 'disclosures wait')} to be judged" if judge else "",
                f"{counted(mitigate, 'waits', 'wait')} for mitigation" if mitigate else "",
            ]
            url = reverse("disclosure_list", args=[meeting.slug])
            yield Waiting(str(meeting), f"{', '.join(part for part in said if part)}.", url)

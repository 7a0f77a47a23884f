"""What mail programs answer to an invitation: made of the invitation itself by two libraries that are not ours."""

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP

import icalendar
import vobject


def by_icalendar(invitation: str, status: str, *, stamp: datetime, comment: str = "", method: str = "REPLY") -> str:
    asked = icalendar.Calendar.from_ical(invitation).walk("VEVENT")[0]
    answer = icalendar.Event()
    for name in ("uid", "sequence", "organizer", "summary", "dtstart", "dtend"):
        answer[name] = asked[name]
    answer.add("dtstamp", stamp)
    attendee = icalendar.vCalAddress(str(asked["attendee"]))
    attendee.params["PARTSTAT"] = status
    answer.add("attendee", attendee)
    if comment:
        answer.add("comment", comment)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Example//Mail//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(answer)
    return calendar.to_ical().decode()


def by_vobject(invitation: str, status: str, *, stamp: datetime, comment: str = "", method: str = "REPLY") -> str:
    asked = vobject.readOne(invitation).vevent
    calendar = vobject.iCalendar()
    calendar.add("method").value = method
    answer = calendar.add("vevent")
    for name in ("uid", "sequence", "organizer", "dtstart", "dtend"):
        value = getattr(asked, name).value
        answer.add(name).value = value.astimezone(vobject.icalendar.utc) if isinstance(value, datetime) else value
    answer.add("dtstamp").value = stamp.astimezone(vobject.icalendar.utc)
    attendee = answer.add("attendee")
    attendee.value = asked.attendee.value
    attendee.params["PARTSTAT"] = [status]
    if comment:
        answer.add("comment").value = comment
    return calendar.serialize()


LIBRARIES = {"icalendar": by_icalendar, "vobject": by_vobject}


def organizer_of(invitation: str) -> str:
    return str(icalendar.Calendar.from_ical(invitation).walk("VEVENT")[0]["organizer"]).removeprefix("mailto:")


def mail_of(
    calendar: str | bytes,
    *,
    to: str,
    sender: str = "Felix Fuchs <felix@example.org>",
    number: str = "1",
    method: str = "REPLY",
    **headers: str,
) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, "Accepted: your session"
    message["Message-ID"] = f"<{number}@mail.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content("My calendar answers.")
    if calendar:
        body = calendar.encode() if isinstance(calendar, str) else calendar
        message.add_alternative(
            body, maintype="text", subtype="calendar", params={"method": method, "charset": "UTF-8"}
        )
    return message.as_bytes(policy=SMTP)

"""Calendars (RFC 5545, 5546, 7986): one VEVENT as bytes that can be stored, and feeds joined from such bytes.

Writing an event costs about a millisecond, joining a thousand stored ones about the same; so ``event_bytes``
runs once for each change of a session and ``calendar_bytes`` whenever a feed is made. Same input, same bytes:
nothing here reads the clock. What the icalendar library leaves to its caller (unescaped names and X-
properties, control characters, line breaks in values that only an ``assert`` stops) is dealt with in this
module.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote, urlsplit

from rendering.calendar_values import colour_name
from rendering.text import one_line, plain

PRODUCT = "-//Convoke//Workshop calendar//EN"
CANCELLED_PREFIX = "Cancelled: "
MEDIA_TYPE = "text/calendar; charset=utf-8"
_END = b"END:VCALENDAR\r\n"
_PLACEHOLDER = (
    b"BEGIN:VTIMEZONE\r\nTZID:Etc/UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
    b"TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nTZNAME:UTC\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name with an address: who organizes, or who is invited."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """What a calendar shows of one session, and what makes clients replace what they have.

    ``uid`` is for ever: never made of title, time, room or version. ``revised_at`` is when any of this last
    changed (DTSTAMP and LAST-MODIFIED), ``sequence`` rises when start, end, place or cancellation change.
    ``ends_at`` may equal ``starts_at``: a deadline. Times are aware and written in UTC; two dates instead
    make an event of whole days, the last one excluded. ``organizer`` is a role address, required because
    feeds are published (RFC 5546 3.2.1).
    """

    uid: str
    summary: str
    starts_at: datetime | date
    ends_at: datetime | date
    revised_at: datetime
    organizer: Mailbox
    sequence: int = 0
    description: str = ""
    description_html: str = (
        ""  # sanitized already; for clients that read X-ALT-DESC (Outlook) or ALTREP (Thunderbird)
    )
    location: str = ""
    url: str = ""
    conference_url: str = ""
    categories: tuple[str, ...] = ()
    geo: tuple[float, float] | None = None  # latitude, longitude
    cancelled: bool = False
    tentative: bool = False
    transparent: bool = False  # whoever has it in her calendar is still free
    alarm_minutes: int | None = None  # personal feeds only, and only when asked for

    def __post_init__(self):
        if self.all_day is not (type(self.ends_at) is date):
            raise ValueError(f"Event {self.uid}: one end is a day, the other a moment.")
        for moment in (self.revised_at, self.starts_at, self.ends_at):
            if isinstance(moment, datetime) and moment.utcoffset() is None:
                raise ValueError(f"Event {self.uid}: {moment} has no time zone.")
        if self.ends_at < self.starts_at:
            raise ValueError(f"Event {self.uid} ends before it starts.")
        if self.sequence < 0 or not one_line(self.uid):
            raise ValueError("An event needs a uid and a sequence of 0 or more.")

    @property
    def all_day(self) -> bool:
        return type(self.starts_at) is date

    @property
    def status(self) -> str:
        if self.cancelled:
            return "CANCELLED"
        return "TENTATIVE" if self.tentative else "CONFIRMED"

    @property
    def where(self) -> str:
        """What LOCATION says: the place, else the link of what has none."""
        place = plain(self.location)
        return place if place.strip() or not self.conference_url else _web_uri(self.conference_url)


@dataclass(frozen=True, slots=True)
class CalendarFeed:
    """The head of a feed: its name, where it comes from, how often to look again, and its colour.

    ``accent_hex`` is written as it is for Apple's calendars, and for all others as the CSS colour *name* nearest to
    it (RFC 7986 5.9). ``page_url`` shows the same to people. ``revised_at`` is when anything in it last changed,
    ``release`` the number of what it was made from: a parameter of LAST-MODIFIED, for a change of any other property
    of the head makes vdirsyncer take every event for a new one. ``zone`` is only a hint for showing an empty day;
    every time is UTC. ``image_url`` is a PNG that says whose it is. There is no calendar-level UID on purpose:
    vdirsyncer would take the whole feed for one item.
    """

    name: str
    description: str = ""
    source_url: str = ""
    page_url: str = ""
    zone: str = "UTC"
    accent_hex: str = "#8b1a1a"
    refresh_hours: int = 1
    revised_at: datetime | None = None
    release: int | None = None
    image_url: str = ""


def event_bytes(event: CalendarEvent) -> bytes:
    """One VEVENT, folded, ending with CRLF; the same event gives the same bytes."""
    return _vevent(event).to_ical()


def calendar_bytes(feed: CalendarFeed, events: list[bytes]) -> bytes:
    """A whole published calendar around the given ``event_bytes``.

    An empty feed: RFC 5545 3.4 wants at least one component, and RFC 5546 3.2.1 at least one VEVENT where
    METHOD is PUBLISH. So a feed without events leaves METHOD out and carries one VTIMEZONE, for Etc/UTC,
    which the grammar counts as a component and which every client reads as "no events". An X- component would
    be as legal, but several parsers stumble over unknown ones; a made-up event would show in people's
    calendars.
    """
    head = _head(feed, published=bool(events)).to_ical().removesuffix(_END)
    return b"".join([head, *(events or [_PLACEHOLDER]), _END])


def invitation_bytes(event: CalendarEvent, attendee: Mailbox, *, rsvp: bool = True, partstat: str = "") -> bytes:
    """A calendar for the mail to one person: a REQUEST, or a CANCEL when the event is cancelled (RFC 5546).

    It carries the feed's UID and sequence, so that invitation and subscription speak of one event. The mail's
    part is ``text/calendar; method=...; charset=UTF-8`` with ``invitation_method(event)``. ``rsvp=False`` is
    for who has said yes already, or what ``partstat`` names; or who has nowhere to answer to.
    """
    from icalendar import Calendar, vCalAddress

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("method", invitation_method(event))
    vevent = _vevent(event)
    invited = vCalAddress(_mailto(attendee))
    _name(invited, attendee)
    invited.params["ROLE"] = "REQ-PARTICIPANT"
    if not event.cancelled:
        invited.params["PARTSTAT"] = partstat or ("NEEDS-ACTION" if rsvp else "ACCEPTED")
        invited.params["RSVP"] = "TRUE" if rsvp else "FALSE"
    vevent.add("attendee", invited)
    calendar.add_component(vevent)
    return calendar.to_ical()


def invitation_method(event: CalendarEvent) -> str:
    return "CANCEL" if event.cancelled else "REQUEST"


def _vevent(event: CalendarEvent):
    from icalendar import Event, vUri

    vevent = Event()
    vevent.add("uid", one_line(event.uid))
    vevent.add("dtstamp", _utc(event.revised_at))
    vevent.add("last-modified", _utc(event.revised_at))
    vevent.add("sequence", event.sequence)
    begins, ends = _when(event.starts_at), _when(event.ends_at)
    vevent.add("dtstart", begins)
    if ends > begins:
        vevent.add("dtend", ends)
    vevent.add("status", event.status)
    if event.transparent:
        vevent.add("transp", "TRANSPARENT")
    _add_words(vevent, event)
    if event.url:
        vevent["URL"] = vUri(_web_uri(event.url))
    if event.conference_url:
        parameters = {"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": "Join"}
        vevent.add("conference", vUri(_web_uri(event.conference_url)), parameters=parameters)
    if event.geo:
        vevent.add("geo", event.geo)
    _add_organizer(vevent, event.organizer)
    if event.alarm_minutes is not None:
        vevent.add_component(_alarm(event))
    return vevent


def _add_words(vevent, event: CalendarEvent) -> None:
    from icalendar import vCategory, vText

    summary = one_line(event.summary) or "Untitled session"
    _text(vevent, "SUMMARY", CANCELLED_PREFIX + summary if event.cancelled else summary)
    description = plain(event.description)
    if event.conference_url:
        description = f"{description}\n\nJoin: {_web_uri(event.conference_url)}".lstrip("\n")
    _text(vevent, "DESCRIPTION", description)
    _text(vevent, "LOCATION", event.where)
    if event.description_html:
        _add_html(vevent, plain(event.description_html))
    categories = [words for words in map(one_line, event.categories) if words]
    if categories:
        vevent["CATEGORIES"] = vCategory([vText(words) for words in categories])


def _add_html(vevent, html: str) -> None:
    """Never in DESCRIPTION itself, which most calendars show as it is."""
    from icalendar import vText

    vevent["X-ALT-DESC"] = vText(html, params={"FMTTYPE": "text/html"})
    if "DESCRIPTION" in vevent:
        vevent["DESCRIPTION"].params["ALTREP"] = "data:text/html," + quote(html, safe="")


def _alarm(event: CalendarEvent):
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    _text(alarm, "DESCRIPTION", one_line(event.summary) or "Untitled session")
    alarm.add("trigger", timedelta(minutes=-(event.alarm_minutes or 0)))
    return alarm


def _head(feed: CalendarFeed, *, published: bool):
    from icalendar import Calendar, vDuration, vUri

    head = Calendar()
    head.add("version", "2.0")
    head.add("prodid", PRODUCT)
    head.add("calscale", "GREGORIAN")
    if published:
        head.add("method", "PUBLISH")
    for name in ("NAME", "X-WR-CALNAME"):
        _text(head, name, one_line(feed.name) or "Calendar")
    for name in ("DESCRIPTION", "X-WR-CALDESC"):
        _text(head, name, plain(feed.description))
    _text(head, "X-WR-TIMEZONE", one_line(feed.zone))
    pause = timedelta(hours=feed.refresh_hours)
    head["REFRESH-INTERVAL"] = vDuration(pause, params={"VALUE": "DURATION"})
    head["X-PUBLISHED-TTL"] = vDuration(pause)
    if feed.source_url:
        head["SOURCE"] = vUri(_web_uri(feed.source_url), params={"VALUE": "URI"})
    if feed.page_url:
        head["URL"] = vUri(_web_uri(feed.page_url))
    if feed.revised_at:
        number = {"X-CONVOKE-RELEASE": str(feed.release)} if feed.release else None
        head.add("last-modified", _utc(feed.revised_at), parameters=number)
    if feed.image_url:
        parameters = {"VALUE": "URI", "DISPLAY": "BADGE", "FMTTYPE": "image/png"}
        head["IMAGE"] = vUri(_web_uri(feed.image_url), params=parameters)
    if colour := colour_name(feed.accent_hex):
        _text(head, "COLOR", colour)
        _text(head, "X-APPLE-CALENDAR-COLOR", feed.accent_hex)
    return head


def _text(component, name: str, words: str) -> None:
    """Adds an escaped TEXT, or nothing when there is nothing to say: some clients flag an empty property."""
    from icalendar import vText

    if words.strip():
        component[name] = vText(words)


def _add_organizer(vevent, organizer: Mailbox) -> None:
    from icalendar import vCalAddress

    address = vCalAddress(_mailto(organizer))
    _name(address, organizer)
    vevent["ORGANIZER"] = address


def _name(address, mailbox: Mailbox) -> None:
    if name := one_line(mailbox.name):
        address.params["CN"] = name


def _mailto(mailbox: Mailbox) -> str:
    return "mailto:" + quote(one_line(mailbox.email), safe="@.+-_~!$'*=")


def _web_uri(address: str) -> str:
    """An http(s) address in the characters a URI may have; anything else is a mistake of the caller."""
    uri = quote(one_line(address), safe="%/:=&?~#+!$,;'@()*[]")
    if urlsplit(uri).scheme not in ("http", "https"):
        raise ValueError(f"{address[:80]!r} is not a web address.")
    return uri


def _when(moment: datetime | date) -> datetime | date:
    return _utc(moment) if isinstance(moment, datetime) else moment


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)

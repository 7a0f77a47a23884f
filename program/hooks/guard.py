"""Where a message may go: to machines of the world, not to those of this house (server-side request forgery)."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

LONGEST = 500
TRANSLATED = ip_network("64:ff9b::/96")
"""Addresses of version 6 whose last four bytes are one of version 4 (RFC 6052)."""


class NotThere(Exception):  # noqa: N818  an outcome to tell
    """Nothing is sent to this address; the message is a sentence."""


def taken_apart(address: str) -> SplitResult:
    """Of an address as somebody wrote it. Raises NotThere where it cannot be one of a webhook."""
    schemes = ["https", "http"] if settings.WEBHOOKS_BY_HTTP else ["https"]
    try:
        URLValidator(schemes=schemes)(address)
        parts = urlsplit(address)
        known = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except (ValidationError, ValueError):
        known = False
    if not known or len(address) > LONGEST:
        raise NotThere(f"A webhook's address is a whole one that begins with {schemes[0]}://.")
    if parts.username is not None or parts.fragment:
        raise NotThere("A webhook's address has no name, no password and no # in it.")
    return parts


def places_of(parts: SplitResult) -> list[str]:
    """The numbers of the machine, each of which may be told. Raises NotThere; one that may not is enough."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotThere(f"No machine is called {parts.hostname}.") from None
    places = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not places or not all(map(may_be_told, places)):
        raise NotThere(f"{parts.hostname} is a machine inside a house, to which nothing is sent.")
    return places


def may_be_told(place: str) -> bool:
    """Of a number. Those in WEBHOOK_NETWORKS are the operator's own choice."""
    number = _inner(ip_address(place.partition("%")[0]))
    if any(number in ip_network(each, strict=False) for each in settings.WEBHOOK_NETWORKS):
        return True
    return number.is_global and not number.is_multicast and not number.is_reserved


def _inner(number: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The number of version 4 that a number of version 6 stands for, where it does."""
    if isinstance(number, IPv4Address):
        return number
    if number in TRANSLATED:
        return IPv4Address(int(number) & 0xFFFFFFFF)
    return number.ipv4_mapped or number.sixtofour or (number.teredo[1] if number.teredo else number)

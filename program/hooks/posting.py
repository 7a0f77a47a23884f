"""One POST to a machine whose number was looked at: no other is connected to, and no redirect is followed."""

import http.client
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from threading import Timer
from urllib.parse import SplitResult

from program.hooks.guard import NotThere, may_be_told, places_of, taken_apart

SECONDS = 10
"""For each step of an exchange."""
SECONDS_IN_ALL = 15
"""A machine that answers drop by drop is hung up on."""


class _Line(http.client.HTTPConnection):
    """To numbers that were looked at, whatever the name stands for a moment later."""

    def __init__(self, parts: SplitResult, places: list[str]) -> None:
        self.is_safe = parts.scheme == "https"
        super().__init__(parts.hostname or "", parts.port or (443 if self.is_safe else 80), timeout=SECONDS)
        self.places = places

    def connect(self) -> None:
        """To the first that takes the call."""
        for place in self.places:
            try:
                self.sock = socket.create_connection((place, self.port), self.timeout)
                break
            except OSError:
                if place == self.places[-1]:
                    raise
        if not may_be_told(self.sock.getpeername()[0]):
            raise NotThere("The line led inside a house.")
        if self.is_safe:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def post(address: str, body: bytes, headers: Mapping[str, str]) -> int:
    """The status that came back. Raises NotThere with a sentence when none did."""
    parts = taken_apart(address)
    line = _Line(parts, places_of(parts))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    clock = Timer(SECONDS_IN_ALL, _hang_up, [line])
    clock.daemon = True
    clock.start()
    try:
        line.request("POST", target, body, {**headers, "Content-Type": "application/json", "User-Agent": "Convoke"})
        return line.getresponse().status
    except ssl.SSLError as fault:
        raise NotThere(f"Its certificate does not hold: {fault.reason or 'unreadable'}.") from fault
    except TimeoutError:
        raise NotThere(f"It did not answer within {SECONDS} seconds.") from None
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise NotThere(f"Nobody answered there ({type(fault).__name__}).") from fault
    finally:
        clock.cancel()
        line.close()


def _hang_up(line: _Line) -> None:
    with suppress(OSError, AttributeError):
        line.sock.shutdown(socket.SHUT_RDWR)

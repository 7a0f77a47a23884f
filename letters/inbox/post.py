"""A mailbox over IMAP4rev1: what lies in it, and putting it elsewhere. Nothing is ever deleted (RFC 6851 MOVE)."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.conf import settings

SECONDS = 20
HEAD_BYTES = 64 * 1024
FOLDER = "Convoke"
"""Beside or below the inbox, as the server wants it; in it one folder for each outcome."""


class CannotRead(Exception):  # noqa: N818  it is told to staff
    """The mailbox does not answer, or not to us; a sentence without its password."""


class Post:
    """An open mailbox. A message is named by its UID while it is open."""

    def __init__(self, client: imaplib.IMAP4) -> None:
        self._client = client
        self._prefix, self._between = self._shape()
        self._made: set[str] = set()

    def waiting(self) -> list[bytes]:
        """UIDs, oldest first."""
        return bytes(self._asked("SEARCH", None, "ALL")[0] or b"").split()

    def size(self, uid: bytes) -> int:
        found = re.search(rb"RFC822\.SIZE (\d+)", _joined(self._asked("FETCH", uid, "(RFC822.SIZE)")))
        return int(found[1]) if found else 0

    def head(self, uid: bytes) -> bytes:
        """The header, as far as one is read; it is not marked as seen."""
        return self._literal(uid, f"BODY.PEEK[HEADER]<0.{HEAD_BYTES}>")

    def whole(self, uid: bytes) -> bytes:
        return self._literal(uid, "BODY.PEEK[]")

    def put(self, uid: bytes, folder: str) -> None:
        """Into a folder of ours, made where it is missing."""
        name = _quoted(f"{self._prefix}{FOLDER}{self._between}{folder}")
        if name not in self._made:
            self._client.create(name)  # says NO where it exists
            with suppress(imaplib.IMAP4.error):
                self._client.subscribe(name)
            self._made.add(name)
        self._asked("MOVE", uid, name)

    def _literal(self, uid: bytes, what: str) -> bytes:
        answer = self._asked("FETCH", uid, f"({what})")
        return next((part[1] for part in answer if isinstance(part, tuple)), b"")

    def _asked(self, command: str, *words: Any) -> list[Any]:
        kind, answer = self._client.uid(command, *words)
        if kind != "OK":
            raise CannotRead(f"The mailbox does not take {command}: {_said(answer)}")
        return answer

    def _shape(self) -> tuple[str, str]:
        """What the names of our own folders begin with, and what stands between a folder and one in it."""
        if "NAMESPACE" in self._client.capabilities:
            _, answer = self._client.namespace()
            if own := re.match(rb'\(\("([^"\\]*)" "([^"\\])"', _joined(answer)):
                return own[1].decode("ascii", "replace"), own[2].decode("ascii", "replace")
        return "", "/"


@contextmanager
def opened() -> Iterator[Post]:
    """Signed in, with the folder chosen. Raises CannotRead."""
    told = settings.MAILBOX
    client = None
    try:
        client = _connected(told)
        client.login(told["user"], told["password"])
        if "MOVE" not in _capabilities(client):
            raise CannotRead("The mail server cannot move mail from folder to folder (RFC 6851).")
        kind, answer = client.select(_quoted(told["folder"]))
        if kind != "OK":
            raise CannotRead(f"The mailbox has no folder {told['folder']}: {_said(answer)}")
        yield Post(client)
    except imaplib.IMAP4.error as fault:
        raise CannotRead(f"The mail server refuses: {_plain(fault)}") from fault
    except OSError as fault:
        raise CannotRead(f"The mail server {told['host']} cannot be reached ({_plain(fault)}).") from fault
    finally:
        if client is not None:
            with suppress(OSError, imaplib.IMAP4.error):
                client.logout()


def _connected(told: dict[str, Any]) -> imaplib.IMAP4:
    if told["security"] == "tls":
        context = ssl.create_default_context()
        return imaplib.IMAP4_SSL(told["host"], told["port"], ssl_context=context, timeout=SECONDS)
    client = imaplib.IMAP4(told["host"], told["port"], timeout=SECONDS)
    if told["security"] != "none":
        client.starttls(ssl.create_default_context())
    return client


def _capabilities(client: imaplib.IMAP4) -> str:
    """As they are once somebody has signed in; kept for `_shape`."""
    _, answer = client.capability()
    client.capabilities = tuple(_joined(answer).decode("ascii", "replace").upper().split())
    return " ".join(client.capabilities)


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _joined(answer: Any) -> bytes:
    parts = (b" ".join(part) if isinstance(part, tuple) else part or b"" for part in answer)
    return b" ".join(parts)


def _said(answer: Any) -> str:
    return _joined(answer).decode("utf-8", "replace")[:120]


def _plain(fault: Exception) -> str:
    said = fault.args[0] if fault.args else ""
    return said.decode("utf-8", "replace")[:120] if isinstance(said, bytes) else str(fault)[:120]

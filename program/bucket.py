"""Files of releases in a bucket that speaks S3, for installations of several machines."""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile
from storages.backends.s3 import S3Storage

FRESH_SECONDS = 2.0
"""So long what is current is not asked for again: a release is seen everywhere within that time."""
REMEMBERED = 200
LARGEST = 200_000
"""Bytes of a file that a process keeps; books and whole programs are fetched each time."""


class BucketStorage(S3Storage):
    """Reads and writes a file in one request each, so that it is whole or absent; faults are an OSError's, as of a
    folder. What a process has read it remembers: files under their digest for as long as there is room, the others
    for a moment, and longer while the bucket does not answer.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.memory = Memory()

    def _open(self, name: str, mode: str = "rb") -> ContentFile:
        place = self._place(name)
        body = self.memory.recall(place, lambda: self._fetched(place), lasts=_lasts(name))
        if body is None:
            raise FileNotFoundError(name)
        return ContentFile(body, name)

    def _fetched(self, place: str) -> bytes | None:
        with said_as_of_a_folder():
            try:
                return self.bucket.Object(place).get()["Body"].read()
            except ClientError as fault:
                if fault.response["Error"]["Code"] in ("NoSuchKey", "404"):
                    return None
                raise

    def _save(self, name: str, content: Any) -> str:
        place = self._place(name)
        with said_as_of_a_folder():
            self.bucket.Object(place).put(Body=content.read(), ContentType="application/octet-stream")
        self.memory.forget(place)
        return name

    def delete(self, name: str) -> None:
        with said_as_of_a_folder():
            super().delete(name)
        self.memory.forget(self._place(name))

    def exists(self, name: str) -> bool:
        with said_as_of_a_folder():
            return super().exists(name)

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with said_as_of_a_folder():
            return super().listdir(name)

    def _place(self, name: str) -> str:
        return self._normalize_name(name)


def _lasts(name: str) -> bool:
    """Whether what stands there never changes, being under its digest (program.shelf.path_of)."""
    return name.endswith(".gz") and not name.startswith("events/")


@contextmanager
def said_as_of_a_folder() -> Iterator[None]:
    try:
        yield
    except (ClientError, BotoCoreError) as fault:
        raise OSError(f"The bucket took or gave nothing: {fault}") from fault


class Memory:
    """What was read last, of one process. None stands for a file that is not there."""

    def __init__(self) -> None:
        self.kept: OrderedDict[str, tuple[float, bytes | None]] = OrderedDict()
        self.lock = Lock()

    def recall(self, place: str, fetch: Callable[[], bytes | None], *, lasts: bool) -> bytes | None:
        """As it was read, or as `fetch` reads it now; of what cannot be read, as it was once. Raises OSError."""
        with self.lock:
            known = self.kept.get(place)
        if known and ((lasts and known[1] is not None) or time.monotonic() - known[0] < FRESH_SECONDS):
            return known[1]
        try:
            body = fetch()
        except OSError:
            if known is None:
                raise
            return known[1]
        self._keep(place, body)
        return body

    def forget(self, place: str) -> None:
        with self.lock:
            self.kept.pop(place, None)

    def _keep(self, place: str, body: bytes | None) -> None:
        if body is not None and len(body) > LARGEST:
            return
        with self.lock:
            self.kept[place] = (time.monotonic(), body)
            self.kept.move_to_end(place)
            while len(self.kept) > REMEMBERED:
                self.kept.popitem(last=False)

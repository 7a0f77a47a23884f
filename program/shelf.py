"""Where the files of releases stand: in the storage named "releases", gzipped, under the digest of their content."""

import gzip
import hashlib
import zlib
from functools import lru_cache

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from program.models import Release, ReleaseFile
from program.snapshot import Program, from_json

SNAPSHOT = "program.json"
RETRY_SECONDS = 300
"""When to ask again for a file that was lost."""


class FileLost(Exception):  # noqa: N818 - an outcome to tell, not a fault in code
    """The storage does not have a file of a release, or does not answer."""


def path_of(digest: str) -> str:
    return f"{digest[:2]}/{digest}.gz"


def keep(release: Release, name: str, content_type: str, body: bytes) -> ReleaseFile:
    """Store a file of a release. A file that another worker has kept meanwhile stays."""
    facts = {"content_type": content_type, "digest": put(body), "size": len(body)}
    return ReleaseFile.objects.get_or_create(release=release, name=name, defaults=facts)[0]


def put(body: bytes) -> str:
    """Its digest. The same content is stored once, whoever needs it."""
    digest = hashlib.sha256(body).hexdigest()
    storage = storages["releases"]
    if not storage.exists(path_of(digest)):
        storage.save(path_of(digest), ContentFile(gzip.compress(body, 6, mtime=0)))
    return digest


def gzipped(digest: str) -> bytes:
    """The stored bytes. Raises FileLost."""
    try:
        with storages["releases"].open(path_of(digest)) as file:
            return file.read()
    except OSError as fault:
        raise FileLost(digest) from fault


def unpacked(digest: str) -> bytes:
    """The file's own bytes. Raises FileLost."""
    try:
        return gzip.decompress(gzipped(digest))
    except (OSError, EOFError, zlib.error) as fault:
        raise FileLost(digest) from fault


def body_of(file: ReleaseFile) -> bytes:
    return unpacked(file.digest)


@lru_cache(maxsize=8)
def program_under(digest: str) -> Program:
    """Read once per process: content under a digest never changes. Raises FileLost."""
    return from_json(unpacked(digest))


def program_of_release(release: Release) -> Program:
    """The frozen program of a release. Raises FileLost."""
    return program_under(release.digest)

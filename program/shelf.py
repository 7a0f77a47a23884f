"""Where the files of releases stand: in the storage named "releases", gzipped, under the digest of their content."""

import gzip
import hashlib
from functools import lru_cache

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from program.models import Release, ReleaseFile
from program.snapshot import Program, from_json

SNAPSHOT = "program.json"


def path_of(digest: str) -> str:
    return f"{digest[:2]}/{digest}.gz"


def keep(release: Release, name: str, content_type: str, body: bytes) -> ReleaseFile:
    """Store a file of a release. The same content is stored once, whichever releases hold it."""
    digest = hashlib.sha256(body).hexdigest()
    storage = storages["releases"]
    if not storage.exists(path_of(digest)):
        storage.save(path_of(digest), ContentFile(gzip.compress(body, 6, mtime=0)))
    return ReleaseFile.objects.create(
        release=release, name=name, content_type=content_type, digest=digest, size=len(body)
    )


def gzipped(digest: str) -> bytes:
    """The stored bytes. Raises FileNotFoundError when the storage lost them."""
    with storages["releases"].open(path_of(digest)) as file:
        return file.read()


def body_of(file: ReleaseFile) -> bytes:
    return gzip.decompress(gzipped(file.digest))


@lru_cache(maxsize=8)
def _program(digest: str) -> Program:
    return from_json(gzip.decompress(gzipped(digest)))


def program_of_release(release: Release) -> Program:
    """The frozen program of a release, read once per process: content under a digest never changes."""
    return _program(release.digest)

"""Where the files of releases stand: in the storage named "releases", gzipped, under the digest of their content."""

import gzip
import hashlib
import json
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


def keep(release: Release, name: str, content_type: str, body: bytes, *, key: str = "") -> ReleaseFile:
    """Store a file of a release. A file that another worker has kept meanwhile stays. `key` names what the file was
    made from, so that `keep_again` finds it."""
    facts = {"content_type": content_type, "digest": put(body), "size": len(body)}
    if key:
        storages["releases"].save(_made_from(key), ContentFile(json.dumps([facts["digest"], len(body)]).encode()))
    return ReleaseFile.objects.get_or_create(release=release, name=name, defaults=facts)[0]


def keep_again(release: Release, name: str, content_type: str, key: str) -> ReleaseFile | None:
    """Keep for a release what an earlier one was given under the key; None where that is not there any more."""
    try:
        with storages["releases"].open(_made_from(key)) as file:
            digest, size = json.load(file)
    except (OSError, ValueError):
        return None
    if not storages["releases"].exists(path_of(digest)):
        return None
    facts = {"content_type": content_type, "digest": digest, "size": size}
    return ReleaseFile.objects.get_or_create(release=release, name=name, defaults=facts)[0]


def _made_from(key: str) -> str:
    return f"made/{key[:2]}/{key}.json"


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

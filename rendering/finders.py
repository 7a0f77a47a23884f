"""Lets Django's staticfiles serve and collect the packaged fonts as ``fonts/<name>.woff2``."""

from pathlib import Path

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from rendering.webfonts import WebFont, parts


class FontFinder(BaseFinder):
    """Named in STATICFILES_FINDERS after Django's own two."""

    def find(self, path, find_all=False):
        found = [str(part.path) for part in parts() if _static_name(part) == path]
        return found if find_all else next(iter(found), [])

    def list(self, ignore_patterns):
        for part in parts():
            yield _static_name(part), _OneFont(part.path)


class _OneFont(FileSystemStorage):
    """A storage that holds one file, whatever name it is asked by."""

    prefix = None

    def __init__(self, path: Path):
        super().__init__(location=path.parent)
        self._path = path

    def path(self, name):
        return str(self._path)


def _static_name(part: WebFont) -> str:
    return f"fonts/{part.name}"

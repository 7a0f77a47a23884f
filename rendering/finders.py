"""Lets Django's staticfiles serve and collect the packaged fonts as ``fonts/<file_name>``."""

from pathlib import Path

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from rendering.fonts import Font, web_fonts


class FontFinder(BaseFinder):
    """Named in STATICFILES_FINDERS after Django's own two."""

    def find(self, path, find_all=False):
        found = [str(font.path) for font in web_fonts() if _static_name(font) == path]
        return found if find_all else next(iter(found), [])

    def list(self, ignore_patterns):
        for font in web_fonts():
            yield _static_name(font), _OneFont(font.path)


class _OneFont(FileSystemStorage):
    """A storage that holds one file, whatever name it is asked by: packages name theirs with brackets."""

    prefix = None

    def __init__(self, path: Path):
        super().__init__(location=path.parent)
        self._path = path

    def path(self, name):
        return str(self._path)


def _static_name(font: Font) -> str:
    return f"fonts/{font.file_name}"

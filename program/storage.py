"""A folder in which a file is whole or absent, also after a process was killed while it wrote."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """Writes beside the place and renames. Of two processes that save one name, the last one's file stays."""

    def __init__(self, **options):
        super().__init__(allow_overwrite=True, **options)

    def _save(self, name, content):
        place = Path(self.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=place.parent, suffix=".part", delete=False) as part:
            for chunk in content.chunks():
                part.write(chunk)
        os.chmod(part.name, self.file_permissions_mode or 0o644)
        os.replace(part.name, place)
        return name

"""What a file says of who made it, beside its pages."""

import io
from collections.abc import Iterator

from people.refusal import Refused
from proposals.files.filing import read
from proposals.models import Attachment

TELLING = {f"/{name}": name for name in ("Author", "Title", "Subject", "Keywords", "Company")}
MOST_LETTERS = 200


def told_by(file: Attachment) -> Iterator[tuple[str, str]]:
    """Its properties that can name somebody. What we keep was written anew without them; a file of another way in
    may have some.
    """
    if file.content_type != "application/pdf" or file.removed_at:
        return
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(read(file))) as pdf:
            found = {key: str(value).strip() for key, value in pdf.docinfo.items() if key in TELLING}
    except (Refused, pikepdf.PdfError):
        return
    for key, value in found.items():
        if value:
            yield TELLING[key], value[:MOST_LETTERS]

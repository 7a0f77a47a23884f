"""Files as people upload them: sound ones, and such as nobody should get through."""

import io

import pikepdf
from PIL import Image

from rendering.uploads import Cleaned

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""What every virus scanner takes for a virus and no computer for a program."""

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def pdf(change=None, *, words: bytes = b"", **saving) -> bytes:
    """One page; `change(pdf)` does something to it, `words` stand behind its end."""
    file = pikepdf.new()
    file.add_blank_page()
    if change:
        change(file)
    out = io.BytesIO()
    file.save(out, **saving)
    return out.getvalue() + words


def picture(kind: str = "PNG", size=(40, 20), **saving) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **saving)
    return out.getvalue()


def clean(body: bytes = b"%PDF-1.7 sound", content_type: str = "application/pdf") -> Cleaned:
    """As rendering.uploads.cleaned answers, without its child."""
    return Cleaned(body, content_type)

"""The society's logo: whatever was uploaded is drawn anew as a PNG, so that nothing but a picture is kept."""

from io import BytesIO

from PIL import Image, UnidentifiedImageError

MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 20_000_000
SIZE = (800, 240)
"""No larger than a retina top bar and a letter head need."""
KINDS = ("PNG", "JPEG", "WEBP", "GIF")


class NotALogo(ValueError):  # noqa: N818  it is said to a person
    """The message is a sentence for whoever chose the file."""


def redrawn(content: bytes) -> bytes:
    """The first picture of the file within SIZE, without metadata. Raises NotALogo."""
    if len(content) > MOST_BYTES:
        raise NotALogo("The file is larger than 2 MB. Save the logo smaller; 800 pixels across are enough.")
    try:
        with Image.open(BytesIO(content), formats=KINDS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotALogo("The picture has more than 20 million pixels. Save it smaller; 800 across are enough.")
            picture.draft("RGB", SIZE)
            drawn = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotALogo(
            "This is not a picture we can draw. Choose a PNG, JPEG, WebP or GIF file; SVG files can carry programs "
            "and are not taken."
        ) from error
    drawn.thumbnail(SIZE)
    drawn.info.clear()
    out = BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return out.getvalue()

"""QR codes as inline SVG: an address on paper or on a screen that a phone can take over."""

import io

from django.utils.safestring import SafeString, mark_safe

from rendering.text import one_line


def qr_svg(text: str, *, title: str = "QR code", css_class: str = "qr") -> SafeString:
    """The text as one ``<svg>``: black on white with a quiet zone, scaled by css, no style attribute.

    White is drawn too, so that the code stays readable in dark mode. Raises ValueError when the text is too
    long (about 2,900 octets).
    """
    import segno

    code = segno.make(text, error="m", micro=False)
    drawing = io.BytesIO()
    code.save(
        drawing,
        kind="svg",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        border=4,
        dark="#000",
        light="#fff",
        svgclass=css_class,
        lineclass=None,
        title=one_line(title),
        nl=False,
    )
    svg = drawing.getvalue().decode()
    return mark_safe(svg.replace("<svg ", '<svg role="img" ', 1))  # noqa: S308 - drawn by segno, which escapes the title

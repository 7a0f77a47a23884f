"""Runs in the child of ``rendering.pdf``: what readers and checkers miss in WeasyPrint's files, added at the end."""

from collections.abc import Callable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from rendering.pdf_parts import Part

_PRINT = 4
"""The flag of what is on paper as on screen."""
_TITLE = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:title>'
    '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
)


def finisher(parts: Sequence[Part]) -> Callable[[Any, Any], None]:
    """For WeasyPrint's ``write_pdf``: page labels, so that one who reads the file asks for page iv or 4 as the pages
    say of themselves; the title where the standard looks for it; links that are there in print, too."""
    import pydyf

    def finish(document: Any, pdf: Any) -> None:
        front = sum(len(part.pages) for part in parts if part.front)
        roman, digits = pydyf.Dictionary({"S": "/r"}), pydyf.Dictionary({"S": "/D"})
        if front:
            pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, roman, front, digits])})
        for each in pdf.objects:
            if isinstance(each, pydyf.Dictionary) and each.get("Subtype") == "/Link":
                each.setdefault("F", _PRINT)
        if "Metadata" not in pdf.catalog and document.metadata.title:
            said = _TITLE.format(escape(document.metadata.title)).encode()
            stream = pydyf.Stream([said], {"Type": "/Metadata", "Subtype": "/XML"})
            pdf.add_object(stream)
            pdf.catalog["Metadata"] = stream.reference

    return finish

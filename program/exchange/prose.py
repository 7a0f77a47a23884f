"""HTML in the texts of a file becomes the Markdown that we keep: paragraphs, lists, emphasis, links."""

import re
from html.parser import HTMLParser

from rendering.text import is_web_address, one_line, plain

_HTML = re.compile(r"</?(?:p|br|div|ul|ol|li|h[1-6]|strong|b|em|i|a|span|blockquote|pre)\b[^<>]*>", re.IGNORECASE)
_BLOCKS = {"p", "div", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_SILENT = {"span", "html", "body"}
_UNSAID = {"script", "style"}


def markdown_of(text: str) -> str:
    """The text itself, unless it is HTML. What we do not know stays as it was written."""
    text = plain(text).strip()
    if not _HTML.search(text):
        return text
    writer = _Writer()
    writer.feed(text)
    writer.close()
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", "".join(writer.words))).strip()


def with_links(text: str, links: list[tuple[str, str]]) -> str:
    """The text with a list of (title, address) below it; addresses that are none are left out."""
    lines = [
        f"- [{one_line(title).translate(_NO_BRACKETS) or address}]({address})"
        for title, address in links
        if is_web_address(address) and not re.search(r"[\s()<>]", address) and address not in text
    ]
    return "\n\n".join(part for part in (text, "\n".join(lines)) if part)


def source_address(address: str) -> str:
    """Where the file says the event is told about; nothing where that is no web address, or too long to keep."""
    return (
        address if len(address) <= 500 and address.startswith(("http:", "https:")) and is_web_address(address) else ""
    )


_NO_BRACKETS = str.maketrans("[]", "()")


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.unsaid = 0
        self.link = ""

    def handle_starttag(self, tag, attrs):
        if tag in _UNSAID:
            self.unsaid += 1
        elif tag in _BLOCKS:
            self.words.append("\n\n" + ("#" * int(tag[1]) + " " if tag[1:].isdecimal() else ""))
        elif tag == "li":
            self.words.append("\n- ")
        elif tag == "br":
            self.words.append("  \n")
        elif tag in _MARKS:
            self.words.append(_MARKS[tag])
        elif tag == "a":
            self.link = dict(attrs).get("href") or ""
            self.words.append("[" if self.link else "")
        elif tag not in _SILENT:
            self.words.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag):
        if tag in _UNSAID:
            self.unsaid = max(0, self.unsaid - 1)
        elif tag in _BLOCKS:
            self.words.append("\n\n")
        elif tag in _MARKS:
            self.words.append(_MARKS[tag])
        elif tag == "a" and self.link:
            self.words.append(f"]({self.link})")
            self.link = ""

    def handle_data(self, data):
        if not self.unsaid:
            self.words.append(re.sub(r"\s+", " ", data))

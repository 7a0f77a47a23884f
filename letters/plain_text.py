"""The text part of a letter: the same words as the HTML part, set with blank lines and dashes."""

from html.parser import HTMLParser

from rendering.text import markdown_to_html

PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "ul", "ol", "blockquote", "hr"}


def markdown_to_text(text: str) -> str:
    """Paragraphs apart by a blank line, list items behind a dash or number, each link's address behind its words."""
    writer = _Writer()
    writer.feed(markdown_to_html(text))
    writer.close()
    return writer.text()


class _Writer(HTMLParser):
    """Reads the sanitizer's HTML, which is well formed and knows few tags."""

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[str] = [""]
        self._lists: list[int | None] = []
        self._link: tuple[str, int] | None = None
        self._mark = ""

    def text(self) -> str:
        return "\n\n".join(block.strip("\n") for block in self._blocks if block.strip()).strip()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in {"ul", "ol"}:
            self._lists.append(int(given.get("start") or 1) if tag == "ol" else None)
        if tag in PARAGRAPHS and not self._mark:
            self._blocks.append("")
        if tag == "li":
            self._begin_item()
        elif tag == "a":
            self._link = (given.get("href") or "", len(self._blocks[-1]))
        elif tag == "br":
            self._write("\n")
        elif tag == "hr":
            self._blocks[-1] = "-----"

    def _begin_item(self) -> None:
        number = self._lists[-1]
        indent = "  " * (len(self._lists) - 1)
        self._blocks.append("")
        self._mark = f"{indent}- " if number is None else f"{indent}{number}. "
        if number is not None:
            self._lists[-1] = number + 1

    def handle_endtag(self, tag):
        if tag in {"ul", "ol"}:
            self._lists.pop()
        if tag in PARAGRAPHS | {"li"}:
            self._mark = ""
            self._blocks.append("")
        elif tag == "a" and self._link:
            address, start = self._link
            words = self._blocks[-1][start:]
            if address.removeprefix("mailto:") != words:
                self._write(f" ({address})")
            self._link = None

    def handle_data(self, data):
        if data.strip("\n"):
            self._write(data)
        elif self._blocks[-1]:
            self._write(" ")

    def _write(self, words: str) -> None:
        self._blocks[-1] += self._mark + words
        self._mark = ""

"""Read a page as a person does: its words, and the fields of its form with what stands in them."""

from html.parser import HTMLParser

SILENT = {"script", "style", "head", "title"}


class _Page(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.words, self.fields, self._open, self._text, self._select = [], [], [], None, None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "input" and given.get("type") not in ("submit", "checkbox", "radio"):
            self.fields.append((given.get("name"), given.get("value", "")))
        elif tag == "input" and "checked" in given:
            self.fields.append((given["name"], given.get("value", "on")))
        elif tag == "textarea":
            self._text = (given.get("name"), [])
        elif tag == "select":
            self._select = [given.get("name"), ""]
        elif tag == "option" and "selected" in given and self._select:
            self._select[1] = given.get("value", "")
        if tag in SILENT:
            self._open.append(tag)

    def handle_endtag(self, tag):
        if self._open and self._open[-1] == tag:
            self._open.pop()
        if tag == "textarea" and self._text:
            name, pieces = self._text
            self.fields.append((name, "".join(pieces).removeprefix("\n")))
            self._text = None
        if tag == "select" and self._select:
            self.fields.append(tuple(self._select))
            self._select = None

    def handle_data(self, data):
        if self._text:
            self._text[1].append(data)
        elif not self._open:
            self.words.append(data)


def words(response) -> str:
    """All the words of a page on one line."""
    return " ".join(" ".join(_Page(response.content.decode()).words).split())


def all_fields(response) -> list:
    """Names and values in the order of the page, also of fields that nothing sends."""
    return _Page(response.content.decode()).fields


def fields(response) -> dict:
    """What its forms would send; of doubled names a list."""
    sent: dict = {}
    for name, value in _Page(response.content.decode()).fields:
        if name and name in sent:
            before = sent[name]
            sent[name] = [*(before if isinstance(before, list) else [before]), value]
        elif name:
            sent[name] = value
    return sent

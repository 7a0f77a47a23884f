"""The forms of a page, as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Field:
    name: str
    kind: str
    value: str = ""
    longest: int = 100_000
    choices: list[str] = field(default_factory=list)

    @property
    def is_typed(self) -> bool:
        """Somebody types whatever she likes here."""
        return self.kind in ("text", "textarea", "search")


@dataclass
class Form:
    method: str
    action: str
    fields: list[Field] = field(default_factory=list)

    @property
    def typed(self) -> list[Field]:
        return [each for each in self.fields if each.is_typed]

    def sent(self, **changes: str) -> dict[str, list[str]]:
        """What a browser sends: what stands in the fields, with some of it changed."""
        data: dict[str, list[str]] = {}
        for each in self.fields:
            data.setdefault(each.name, []).append(each.value)
        data.pop("csrfmiddlewaretoken", None)
        return data | {name: [text] for name, text in changes.items()}


class Reader(HTMLParser):
    """Reads a page into its forms; unticked boxes and buttons send nothing."""

    def __init__(self, html: str, address: str):
        super().__init__()
        self.forms: list[Form] = []
        self.address = address
        self.open: Form | None = None
        self.within: Field | None = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = Form(given.get("method", "get").lower(), given.get("action") or self.address)
            self.forms.append(self.open)
        elif self.open is not None and given.get("name"):
            self.take(tag, given)
        elif tag == "option" and self.within is not None:
            self.within.choices.append(given.get("value", ""))
            if "selected" in given or len(self.within.choices) == 1:
                self.within.value = given.get("value", "")

    def take(self, tag, given):
        kind = given.get("type", "text") if tag == "input" else tag
        if kind in ("submit", "button", "file") or (kind in ("checkbox", "radio") and "checked" not in given):
            return
        if tag in ("input", "textarea", "select"):
            longest = int(given.get("maxlength") or 100_000)
            each = Field(given["name"], kind, given.get("value", "on" if kind == "checkbox" else ""), longest)
            self.open.fields.append(each)
            self.within = each if tag != "input" else None

    def handle_data(self, data):
        if self.within is not None and self.within.kind == "textarea":
            self.within.value += data

    def handle_endtag(self, tag):
        if tag in ("textarea", "select"):
            self.within = None
        if tag == "form":
            self.open = None


def forms_of(html: str, address: str) -> list[Form]:
    return Reader(html, address.partition("?")[0]).forms

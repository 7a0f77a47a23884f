"""Named placeholders in double braces, and nothing else: no attributes, no expressions, no template engine.

What people typed comes into a letter as words only. It can form no link, no markup and no second line of a header.
"""

import re
from collections.abc import Collection, Mapping

from django.conf import settings

from rendering.text import one_line, plain

PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_LOOKS_LIKE_ADDRESS = re.compile(r"(?<=\w)([.@])(?=\w*[^\W\d])|(?<=\w)(:)(?=//)")
_GAP = "\u200b"


def names_in(text: str) -> list[str]:
    """The names between braces in the order they appear, as typed but for blanks around them."""
    return [match.strip() for match in PLACEHOLDER.findall(text)]


def unknown(text: str, known: Collection[str]) -> list[str]:
    """Names in the text that are not known, each once."""
    return [name for name in dict.fromkeys(names_in(text)) if name not in known]


def fill_line(text: str, values: Mapping[str, str]) -> str:
    """A subject: values are put in on one line. Every name must be in `values`."""
    return one_line(PLACEHOLDER.sub(lambda match: one_line(values[match[1].strip()]), text))


def fill_markdown(text: str, values: Mapping[str, str], *, links: Collection[str] = ()) -> str:
    """A body: values become words that mean nothing to Markdown; those named in `links` become links, or the target
    of one where the template says so: `[Answer here]({{link}})`.
    """

    def value_of(match: re.Match) -> str:
        name = match[1].strip()
        if name not in links:
            return words(values[name])
        is_target = text[: match.start()].endswith(("(", "<"))
        return values[name] if is_target else f"<{values[name]}>"

    return PLACEHOLDER.sub(value_of, text)


def words(value: str) -> str:
    """Escaped for Markdown, and with an invisible gap in what a mail program would turn into a link by itself."""
    lines = "\n".join(line.strip() for line in plain(value).split("\n")).strip()
    apart = _LOOKS_LIKE_ADDRESS.sub(lambda match: f"{match[0]}{_GAP}", lines)
    return _PUNCTUATION.sub(r"\\\1", apart)


def words_and_own_links(text: str) -> str:
    """Plain text as Markdown: paragraphs stay, addresses of this site become links, nothing else means anything."""
    own = re.compile(rf"({re.escape(settings.SITE_ADDRESS)}/[^\s<>()\"'\\]*)")
    paragraphs = [" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", plain(text).strip())]
    return "\n\n".join(
        " ".join(f"<{piece}>" if own.fullmatch(piece) else words(piece) for piece in own.split(paragraph) if piece)
        for paragraph in paragraphs
    )

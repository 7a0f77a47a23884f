"""What people typed, made safe: the one sanitizer for pages, previews, mail and paper, and text for feeds."""

import functools
import re
from urllib.parse import urlsplit

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

LINK_SCHEMES = frozenset({"http", "https", "mailto"})
TAGS = frozenset(
    {"a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}
    | {"li", "ol", "p", "pre", "strong", "ul"}
)
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}

# VT and FF are the line and page breaks of word processors.
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# C0 but TAB and LF, DEL, halves of a pair, the byte order mark, the two code points XML cannot carry, and the codes
# that embed, isolate or override the direction of writing: unclosed, they turn round the rest of a page or letter.
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")


def plain(text: str) -> str:
    """The same words without what calendars, XML or a terminal would choke on.

    Every kind of line break becomes ``\\n``; control characters but TAB, overrides of the direction of writing,
    lone surrogates and the byte order mark go away. Letters of all scripts, their joiners and direction marks, emoji
    and blanks stay as typed. Idempotent.
    """
    return _UNWANTED.sub("", _LINE_BREAK.sub("\n", text))


def one_line(text: str) -> str:
    """``plain`` on one line: runs of blanks, tabs and line breaks become one blank, none at the ends."""
    return " ".join(plain(text).split())


def markdown_to_html(text: str, *, top_heading: int = 3) -> SafeString:
    """CommonMark to HTML that is safe in any page of ours.

    Raw HTML is shown as text, pictures become their words, and a link survives only with a full http, https
    or mailto address; it gets ``rel="nofollow noopener"``. The text's first heading level becomes
    ``<h{top_heading}>``, so that what people type never breaks the heading order of the page it stands in.
    """
    tokens = _parser().parse(plain(text))
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + top_heading - 1)}"
    html = _parser().renderer.render(tokens, _parser().options, {})
    return mark_safe(_clean(html))  # noqa: S308 - this is the sanitizer's result


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        attribute_filter=_keep_attribute,
        url_schemes=set(LINK_SCHEMES),
        link_rel="nofollow noopener",
    )


def _keep_attribute(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href" and not is_web_address(value):
        return None
    return value


def is_web_address(address: str) -> bool:
    """Whether a link may point there: a full address with one of ``LINK_SCHEMES`` and something behind it."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in LINK_SCHEMES and bool(parts.path if parts.scheme == "mailto" else parts.netloc)


def _words_of_picture(renderer, tokens, index, options, env) -> str:
    return escape(renderer.renderInlineAsText(tokens[index].children or [], options, env))


@functools.cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    parser.add_render_rule("image", _words_of_picture)
    parser.validateLink = is_web_address  # type: ignore[method-assign, assignment]
    return parser

"""Words a meeting cannot be called: the fixed first parts of the site's own addresses, read from the root table."""

import re

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

FIRST_WORD = re.compile(r"^\^?([a-z0-9][a-z0-9.-]*)(?:/|\\?\$|$)")


def reserved_words() -> frozenset[str]:
    """Asked at call time, so that a floor added tomorrow reserves its words by having addresses."""
    folders = {
        str(address or "").strip("/").partition("/")[0] for address in (settings.STATIC_URL, settings.MEDIA_URL)
    }
    return frozenset(_first_words(get_resolver().url_patterns) | folders - {""})


def _first_words(patterns: list[URLPattern | URLResolver]) -> set[str]:
    words: set[str] = set()
    for pattern in patterns:
        route = _route(pattern)
        if word := FIRST_WORD.match(route):
            words.add(word[1])
        elif isinstance(pattern, URLResolver) and route in ("", "^"):
            words |= _first_words(pattern.url_patterns)
    return words


def _route(pattern: URLPattern | URLResolver) -> str:
    inner = pattern.pattern
    return inner._regex if isinstance(inner, RegexPattern) else str(inner)

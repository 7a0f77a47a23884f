"""What a phone fetches to read the program: the page, and on the first visit css, scripts and fonts."""

import gzip

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db(transaction=True)
FIRST_VISIT = 250_000
"""Bytes of css, scripts and fonts, as a server sends them."""


def test_the_first_visit_is_light(world, page):
    sizes: dict[str, int] = {}

    def weigh(response):
        kind = response.request.resource_type
        if kind in ("stylesheet", "script", "font"):
            body = response.body()
            sizes[response.url] = len(body) if kind == "font" else len(gzip.compress(body))

    page.on("response", weigh)
    page.goto(reverse("program", args=["ash-2026"]))
    page.wait_for_load_state("networkidle")
    fonts = sorted(address.rpartition("/")[2] for address in sizes if address.endswith("woff2"))
    assert fonts == ["inter-latin.woff2", "source-serif-4-latin.woff2"]
    assert sum(sizes.values()) < FIRST_VISIT, sizes
    assert sum(sizes.values()) > 50_000

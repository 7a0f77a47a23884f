"""docs/permissions.md, from the rights of a seat and from the access table that a test holds every page to."""

import re

from django.contrib.admindocs.views import extract_views_from_urlpatterns, simplify_regex
from django.urls import get_resolver

from config.docs.markdown import code, page, table
from workshops.models import Right

INTRODUCTION = """# Who may do what

Three things give rights, and nothing else does:

- **being program staff** of the society: set up meetings, see every submitted proposal, release letters and programs;
- **a seat** in a committee of a meeting, with the rights below;
- **what is one's own**: a proposal, a review, an agenda.

A conflict of interest takes rights away: of that proposal its owner sees nothing at all, program staff included."""

WORDS = """## Pages

Every address, and what each of the standing cast gets: *Olga* organizes (program staff), *Chen* chairs, *Rita* and
*Raj* review, *Paula* proposes, *Felix* is faculty, *Ada* attends, *Stan* has an account and nothing else.

`ok` the page; `go` is led to where she belongs; `in` is asked to sign in; `403` a verb refused on something she may
see; `404` not for her, the same answer as for what does not exist; `405` not by this method; `422` the form asks for
something.

The things are those of `tests/factories/world.py`: a draft and a submitted proposal of Paula's, one in review by Rita
and Raj, a stage led by Chen, a program that is not released and one that is. An address with several rows is asked
for several of them."""


def text() -> str:
    from tests.house.access_row import COLUMNS
    from tests.house.access_table import ROWS  # tests know more letters than the product has

    addresses = routes()
    rights = table(("Right", "Lets its holder"), [(code(right.value), right.label) for right in Right])
    floors: dict[str, list] = {}
    for row in ROWS:
        floors.setdefault(floor_of(addresses[row.name][1]), []).append(row)
    parts = []
    for floor, rows in floors.items():
        lines = [
            (code(f"{row.method.upper()} {addresses[row.name][0]}"), *(row.answers[column] for column in COLUMNS))
            for row in rows
        ]
        parts += [f"### {floor.capitalize()}", table(("Address", *(name.capitalize() for name in COLUMNS)), lines)]
    return page(INTRODUCTION, "## Rights of a seat", rights, WORDS, *parts)


API = "program.api"


def routes() -> dict[str, tuple[str, str]]:
    """Name of an address: how it is written, and the module of its view."""
    found = {}
    for view, route, namespace, name in extract_views_from_urlpatterns(get_resolver().url_patterns):
        if name:
            full = ":".join([*(namespace or ()), name])
            module = API if namespace else view.__module__  # what serves the API is wrapped by its library
            found[full] = re.sub(r"<\w+:(\w+)>", r"<\1>", simplify_regex(route)), module
    return found


def floor_of(module: str) -> str:
    return module.partition(".")[0]

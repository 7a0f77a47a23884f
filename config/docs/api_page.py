"""docs/api.md, from the API's own description."""

from typing import Any

from config.docs.markdown import code, page, table

INTRODUCTION = """# The API

What is released of a meeting, every program may read as JSON, without a key:

    curl https://SITE/api/v1/meetings
    curl 'https://SITE/api/v1/meetings/ash-2027/sessions?day=2027-12-10&topic=iron'

The description for programs is `/api/v1/openapi.json` (OpenAPI 3.1): every address, filter and field. Times are
UTC; the meeting's zone stands beside them. Whole programs are files beside the pages, as
`/ash-2027/program.json`, and quicker.

- **Lists** come in slices: `limit` (100 unless said, at most 500) and `offset`. Each says its `count` and the
  addresses of the `next` and the `previous` slice.
- **Tags**: every answer has a strong `ETag`. Send it back as `If-None-Match`, and what still holds is answered
  by 304. A program is another one only at its next release.
- **Faults** are `application/problem+json` (RFC 9457) with a sentence in `detail`. 404: there is nothing, or
  nothing for you. 422: a filter cannot be understood; `errors` name it. 429: wait as long as `Retry-After`
  says. 503: the program cannot be read now; nothing was cancelled."""

TOKENS = """## What is not released

Program staff make a *token* on a meeting's page *API tokens* (from *Releases*), say what it may read and for
how long, and copy it then: it is shown once. It goes into a header, never into an address:

    curl -H "Authorization: Bearer cvk_…" https://SITE/api/v1/meetings/ash-2027/proposals

- It reads one meeting, and there what its maker sees: a decision only once its letter was let go, no words that
  were not handed in, and no proposal with which she has a conflict of interest. It ends when she is no longer
  staff.
- Without a living token every such address answers 401, without the scope 403, for another meeting 404 as for
  none.
- 120 questions a minute. The page shows when each was last used, and by what; revoking one ends it at once."""


def text() -> str:
    from program.api import api

    rows: dict[bool, list[tuple[str, ...]]] = {False: [], True: []}
    for path, verbs in api.get_openapi_schema()["paths"].items():
        told = verbs["get"]
        rows["security" in told].append((code(path), told["description"], _filters(told)))
    head = ("Address", "What it tells", "Filters")
    return page(INTRODUCTION, table(head, rows[False]), TOKENS, table(head, rows[True]))


def _filters(told: dict[str, Any]) -> str:
    named = [each["name"] for each in told.get("parameters", ()) if each["in"] == "query"]
    return ", ".join(code(name) for name in named if name not in ("limit", "offset"))

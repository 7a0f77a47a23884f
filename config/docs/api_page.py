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

HOOKS = """## Being told within a minute

Program staff add a *webhook* on a meeting's page *Webhooks* (from *Releases*): an address that gets a POST for
each release, and one when the program is taken from the public.

    {"type": "program.released", "timestamp": "2027-11-02T09:30:00+00:00", "data": {
      "meeting": "ash-2027", "name": "Annual Meeting 2027", "release": 3, "before": 2, "note": "Two rooms changed.",
      "published_at": "2027-11-02T09:29:41+00:00", "sessions": 48,
      "addresses": {"program": "https://SITE/ash-2027/program/", "program.json": "...", "changes": "..."},
      "changes": [{"kind": "moved", "code": "k7m2p4qx", "title": "Iron and infection", "sentence": "Moved from ..."}],
      "changes_in_all": 1}}

Types are `program.released`, `program.withdrawn` (with the `release` that is public no more) and `webhook.test`.

- **Know that it is ours**: `webhook-id`, `webhook-timestamp` and `webhook-signature` are those of Standard Webhooks
  1.0, for which there are libraries. The secret is shown once, when the webhook is added.
- **Answer** 2xx within 10 seconds. Anything else is tried again, in order, for three days; then the webhook is
  turned off and staff get a letter. 410 turns it off at once. Redirects are not followed.
- **Twice is possible**: a message keeps its `webhook-id` each time."""


def text() -> str:
    from program.api import api

    rows: dict[bool, list[tuple[str, ...]]] = {False: [], True: []}
    for path, verbs in api.get_openapi_schema()["paths"].items():
        told = verbs["get"]
        rows["security" in told].append((code(path), told["description"], _filters(told)))
    head = ("Address", "What it tells", "Filters")
    return page(INTRODUCTION, table(head, rows[False]), TOKENS, table(head, rows[True]), HOOKS)


def _filters(told: dict[str, Any]) -> str:
    named = [each["name"] for each in told.get("parameters", ()) if each["in"] == "query"]
    return ", ".join(code(name) for name in named if name not in ("limit", "offset"))

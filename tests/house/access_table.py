"""Who gets what: every address of the site, every member of the cast.

`ok` 200, `go` a redirect to where she belongs, `in` a redirect to sign-in, `403` a verb refused on something
she may see, `404` not for her (the same as for what does not exist), `405` a wrong method.
The world is tests.factories.world. An address without a row fails with a sentence that says so.
"""

from collections.abc import Callable
from dataclasses import dataclass

COLUMNS = ("nobody", "stan", "ada", "felix", "paula", "raj", "rita", "chen", "olga")


@dataclass(frozen=True)
class Row:
    name: str
    arguments: Callable
    answers: dict[str, str]
    method: str


def row(name: str, answers: str, arguments: Callable = lambda world: {}, method: str = "get") -> Row:
    """`answers` in the order of COLUMNS; one word stands for all."""
    words = answers.split()
    words = words * len(COLUMNS) if len(words) == 1 else words
    return Row(name, arguments, dict(zip(COLUMNS, words, strict=True)), method)


def job(world):
    """A failed job that Paula asked for."""
    return {"job": world.job.pk}


#                      nobody stan ada felix paula raj rita chen olga
ROWS = [
    # --- config
    row("healthz", "ok"),
    row("readyz", "ok"),
    # --- people
    # --- jobs
    row("job_list", "in 404 404 404 404 404 404 404 ok"),
    row("job", "in 404 404 404 ok 404 404 404 ok", job),
    row("job_cancel", "in 404 404 404 403 404 404 404 403", job, method="post"),
    row("job_retry", "in 404 404 404 go 404 404 404 go", job, method="post"),
    # --- letters
    # --- workshops
    row("society_accent", "ok"),
    row("society_logo", "404", lambda world: {"name": "logo-0"}),
    # --- proposals
    # --- reviews
    # --- scheduling
    # --- program
    # --- dashboard
    row("home", "ok"),
    row("meeting", "ok", lambda world: {"meeting": world.meeting.slug}),
    row("call", "ok", lambda world: {"meeting": world.meeting.slug, "call": world.call.slug}),
    row("gallery", "404"),
    row("gallery_confirm", "404"),
]

OF_OTHERS = ("account_", "mfa_", "socialaccount_", "usersessions_", "orcid_", "openid_connect_", "index")
"""Addresses of packages, which have their own tests; our dressing of them is tested in tests/people/."""

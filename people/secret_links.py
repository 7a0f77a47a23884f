"""Links in letters that open one page without signing in. Of the secret only the hash is kept."""

import hashlib
import secrets
from functools import wraps
from typing import Any


def new_token() -> str:
    """It stands in one letter and nowhere else."""
    return secrets.token_urlsafe(24)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def by_secret_link(view: Any) -> Any:
    """No address with a secret is told to anybody who is linked from it, or kept by a search engine.

    Not `no-referrer`: under it a browser names no origin for the form's own post, which is then refused as forged.
    """

    @wraps(view)
    def answered(request: Any, token: str, **arguments: Any) -> Any:
        response = view(request, token, **arguments)
        response["Referrer-Policy"] = "strict-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answered

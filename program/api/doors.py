"""Who comes in with a token: as whom, to which meeting, to read what, and how often."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from ninja.errors import HttpError, Throttled
from ninja.security import HttpBearer

from people.secret_links import hash_of
from program.actions.tokens import note_use
from program.models import ApiToken, Scope

MOST_A_MINUTE = 120
"""Questions asked with one token."""
MOST_WRONG = 30
"""Wrong tokens from one place in ten minutes; then none is looked at."""


class Token(HttpBearer):
    """A living token of the meeting asked for, with the scope. What it reads its maker sees, and no more."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: Any) -> ApiToken | None:
        if not request.headers.get(self.header):
            return None
        return super().__call__(request)

    def authenticate(self, request: Any, token: str) -> ApiToken | None:
        at = timezone.now()
        place = f"api-wrong-{_place(request)}"
        if cache.get(place, 0) >= MOST_WRONG:
            raise Throttled(wait=600)
        found = ApiToken.objects.living(at).select_related("by", "meeting").filter(secret_hash=hash_of(token)).first()
        if found is None:
            count(place, seconds=600)
            return None
        if count(f"api-token-{found.pk}-{at:%H%M}", seconds=60) > MOST_A_MINUTE:
            raise Throttled(wait=60 - at.second)
        note_use(found, client=request.headers.get("User-Agent", ""), at=at)
        if request.resolver_match.kwargs["meeting"] != found.meeting.slug:
            raise Http404("There is no such meeting for this token.")
        if self.scope not in found.scopes:
            raise HttpError(403, f"This token may not {self.scope.replace(':', ' ')}: it has no scope {self.scope}.")
        return found


def _place(request: Any) -> str:
    """The address from which is asked, as far as a proxy in front vouches for it."""
    try:
        return get_adapter().get_client_ip(request)
    except PermissionDenied:  # none is told, as by a socket of Unix: then all are of one place
        return ""


def count(key: str, *, seconds: int) -> int:
    """How often it was counted, this time included, since the first in so many seconds."""
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key)
    except ValueError:  # it was forgotten in between
        return 1

"""Stars: an attendee's choice, kept with her account, or in a signed cookie before she has one."""

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.db import transaction

from scheduling.models import Session, Star
from workshops.models import Meeting

COOKIE = "stars"
SALT = "program.stars"
MOST = 300
"""Codes in the cookie, about 3 kB; browsers keep 4."""
A_YEAR = 60 * 60 * 24 * 365


def starred_codes(request, meeting: Meeting) -> set[str]:
    """Codes of the sessions of this meeting that the reader starred."""
    if request.user.is_authenticated:
        stars = Star.objects.filter(person=request.user, session__meeting=meeting)
        return set(stars.values_list("session__code", flat=True))
    return set(cookie_codes(request))


def cookie_codes(request) -> list[str]:
    """Every code in the cookie, of whatever meeting; none when it was tampered with."""
    try:
        codes = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT)
    except signing.BadSignature:
        return []
    return [code for code in codes if isinstance(code, str)] if isinstance(codes, list) else []


def turn(request, response, session: Session, *, at: datetime) -> bool:
    """Star the session, or take its star away; returns whether it has one now."""
    if request.user.is_authenticated:
        star, is_new = Star.objects.get_or_create(session=session, person=request.user, defaults={"at": at})
        if not is_new:
            star.delete()
        return is_new
    codes = [code for code in cookie_codes(request) if code != session.code]
    is_new = len(codes) == len(cookie_codes(request))
    if is_new:
        codes = [*codes[-(MOST - 1) :], session.code]
    keep(response, codes)
    return is_new


def keep(response, codes: list[str]) -> None:
    response.set_cookie(
        COOKIE,
        signing.dumps(codes, salt=SALT),
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def forget(response) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")


@transaction.atomic
def merge(codes: list[str], person, *, at: datetime) -> None:
    """Give the stars of a cookie to the person who signed in. Asked twice, it changes nothing more."""
    sessions = Session.objects.filter(code__in=codes[:MOST])
    Star.objects.bulk_create(
        [Star(session=session, person=person, at=at) for session in sessions], ignore_conflicts=True
    )

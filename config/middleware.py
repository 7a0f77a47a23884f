"""Small rules that hold for every answer."""

import zoneinfo

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from people.refusal import Refused


def PrivateByDefault(get_response):  # noqa: N802  middleware is named in settings like a class
    """A page is kept by no cache unless its view says otherwise."""

    def answer(request):
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
            response["Cache-Control"] = "private, no-store"
        return response

    return answer


def ActivateZone(get_response):  # noqa: N802
    """Times are shown in the reader's zone where she chose one; meetings show their own zone besides."""

    def answer(request):
        # Who sends no session is not asked for one: feeds and files stay free of cookies and of Vary: Cookie.
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        zone = getattr(request.user, "time_zone", "") if signed_in else ""
        with timezone.override(zoneinfo.ZoneInfo(zone) if zone else None):
            return get_response(request)

    return answer


class SayRefusals:
    """A verb that a rule refused is answered with the rule's sentence and status 403."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Refused):
            return render(request, "refused.html", {"refusal": exception.refusal}, status=403)
        return None

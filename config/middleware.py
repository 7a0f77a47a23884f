"""Small rules that hold for every answer."""

import logging
import zoneinfo

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from people.page_memory import one_page
from people.refusal import Refused
from program.shelf import RETRY_SECONDS, FileLost
from program.stars import forget

log = logging.getLogger(__name__)


def PrivateByDefault(get_response):  # noqa: N802  middleware is named in settings like a class
    """A page is kept by no cache unless its view says otherwise."""

    def answer(request):
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
            response["Cache-Control"] = "private, no-store"
        return response

    return answer


def RememberForOnePage(get_response):  # noqa: N802
    """Who only looks changes nothing: what is hidden from her is found once for the whole page."""

    def answer(request):
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        with one_page():
            return get_response(request)

    return answer


def ForgetStars(get_response):  # noqa: N802
    """Stars that were given to an account at sign-in leave the browser: whoever signs in there next has her own."""

    def answer(request):
        response = get_response(request)
        if getattr(request, "stars_are_hers", False):
            forget(response)
        return response

    return answer


class ActivateZone:
    """Times are shown in the reader's zone where she chose one; meetings show their own zone besides."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with timezone.override(None):
            return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        # Who sends no session is not asked for one, nor is anybody who asks for a feed or a file: these stay free
        # of cookies and of Vary: Cookie.
        for_machines = getattr(view, "is_for_machines", False) or "api" in request.resolver_match.namespaces
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not for_machines:
            zone = getattr(request.user, "time_zone", "")
            if zone:
                timezone.activate(zoneinfo.ZoneInfo(zone))


class SayRefusals:
    """A verb that a rule refused is answered with the rule's sentence and status 403; a page of the program whose
    file the storage lost, with 503."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Refused):
            return render(request, "refused.html", {"refusal": exception.refusal}, status=403)
        if isinstance(exception, FileLost):
            log.error("the storage lost the program %s", exception)
            response = render(request, "503.html", status=503)
            response["Retry-After"] = RETRY_SECONDS
            return response
        return None

"""Answers that belong to no floor: errors and the health of the process."""

from django.conf import settings
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from letters.inbox.reading import standing


def healthz(request):
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request):
    """The database answers. A mailbox that cannot be read is said, and makes no process unfit to serve pages."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"database": "ok", "mailbox": standing()})


def robots(request):
    """Search engines stay out of what is one person's alone."""
    site = f"Sitemap: {settings.SITE_ADDRESS.rstrip('/')}/sitemap.xml"
    words = f"User-agent: *\nDisallow: /accounts/\nDisallow: /agenda/\n{site}\n"
    return HttpResponse(words, content_type="text/plain")


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)

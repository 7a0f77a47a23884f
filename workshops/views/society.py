"""The society's page, and what every page takes from it: the accent and the logo."""

import re

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import condition, require_safe

from people.doors import same_for_all
from workshops.accent import stylesheet
from workshops.actions.society import edit_society
from workshops.forms.meeting import SocietyForm
from workshops.models import Society
from workshops.views.doors import acted, show_form, staff_page

A_DAY = "public, max-age=86400"
LOGO = re.compile(r"logo-[0-9a-f]{12}(_\w+)?")  # with the ending that a storage gives to a name that is taken
COLOUR = re.compile(r"[0-9a-fA-F]{6}")


def _accent(request) -> str:
    """As the page that links it says it, so that a public page keeps its colour while the database is away."""
    said = request.META.get("QUERY_STRING", "")
    return f"#{said.lower()}" if COLOUR.fullmatch(said) else Society.current().accent


def accent_tag(request) -> str:
    return f'"{_accent(request)}"'


@same_for_all
@require_safe
@condition(etag_func=accent_tag)
def society_accent(request):
    """The society's colour as a stylesheet; pages link it with the colour in the query, so it may be kept."""
    answer = HttpResponse(stylesheet(_accent(request)), content_type="text/css")
    answer["Cache-Control"] = A_DAY
    return answer


@same_for_all
@require_safe
def society_logo(request, name):
    """The present logo, which is the only one there is. Its name is made of its content, so it may be kept; no other
    file is ever served. From the storage alone, as the pages that show it."""
    if not LOGO.fullmatch(name):
        raise Http404
    try:
        file = Society._meta.get_field("logo").storage.open(f"society/{name}.png")
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(file, content_type="image/png")
    answer["Cache-Control"] = A_DAY
    return answer


@staff_page
def society(request):
    """Name, logo, accent, sender, zone: what the whole installation shows."""
    form = SocietyForm(request.POST or None, request.FILES or None, instance=Society.current())
    values = form.changes() if form.is_valid() else {}
    if acted(request, form, edit_society, **values):
        messages.success(request, "Saved.")
        return redirect("society")
    return show_form(request, form, "The society", reverse("home"), lead="What every page, letter and book shows.")

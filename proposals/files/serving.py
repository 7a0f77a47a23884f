"""A file of strangers on its way to a browser: always a download, never a page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from people.refusal import Refused
from proposals.files.filing import read
from proposals.models import Attachment

CLOSED = "default-src 'none'; sandbox; frame-ancestors 'none'"


def serve(request, attachment: Attachment) -> HttpResponse:
    """The bytes under their plain name; whether this person may have them was asked before."""
    try:
        body = read(attachment)
    except Refused as fault:
        return render(request, "refused.html", {"refusal": fault.refusal}, status=503)
    response = HttpResponse(body, content_type=attachment.content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=attachment.name)
    response["Content-Security-Policy"] = CLOSED
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response

"""A certificate of attendance on paper."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from program.attending.certifying import Credited
from program.models import Certificate
from program.rendition.setting import Setting
from program.showing import show
from program.snapshot import Program
from rendering.pdf import print_base_css, render_pdf
from workshops.zones import spoken


def certificate_pdf(row: Certificate, found: Credited, program: Program, setting: Setting) -> bytes:
    """Raises PdfFailed with a sentence."""
    said = {
        "number": row.number,
        "name": row.person.name,
        "affiliation": row.person.affiliation,
        "issued_at": row.issued_at,
        "found": found,
        "shown": [show(each, program, set()) for each in found.sessions],
        "meeting": program.meeting,
        "zone": spoken(program.meeting.zone),
        "society": setting.society,
        "address": settings.SITE_ADDRESS.rstrip("/") + reverse("certificate", args=[row.number]),
    }
    with timezone.override(program.meeting.tz):
        html = render_to_string("print/certificate.html", said)
    css = [print_base_css(accent=setting.accent), render_to_string("print/certificate.css")]
    codes = " ".join(each.code for each in found.sessions)
    return render_pdf(html, css, identifier=f"{row.number} {found.minutes} {codes}")

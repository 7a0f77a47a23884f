"""One attendee's agenda on paper: a page to fold and carry."""

from django.template.loader import render_to_string
from django.utils import timezone

from program.rendition.setting import Setting
from program.snapshot import Program
from rendering.pdf import print_base_css, render_pdf
from workshops.zones import spoken


def agenda_pdf(chosen, program: Program, setting: Setting, *, name: str) -> bytes:
    """The starred sessions in order of time. Raises PdfFailed with a sentence."""
    with timezone.override(program.meeting.tz):
        said = {"chosen": chosen, "program": program, "name": name, "zone": spoken(program.meeting.zone)}
        html = render_to_string("print/agenda.html", said)
    codes = " ".join(each.session.code for each in chosen)
    return render_pdf(html, [print_base_css(accent=setting.accent)], identifier=f"{program.number} {codes}")

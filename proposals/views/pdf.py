"""My proposal on paper."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from proposals.reading import read, read_draft
from proposals.views.fetching import proposal_for
from proposals.views.page import is_writer, kind_of_reader
from rendering.pdf import PDF_MEDIA_TYPE, PdfFailed, print_base_css, render_pdf
from workshops.models import Society


@login_required
def proposal_pdf(request, code):
    proposal = proposal_for(request.user, code)
    writes = is_writer(request.user, proposal)
    society = Society.current()
    reading = read_draft(proposal) if writes else read(proposal, *kind_of_reader(request.user))
    html = render_to_string(
        "print/proposal.html", {"proposal": proposal, "reading": reading, "society": society, "is_draft": writes}
    )
    try:
        paper = render_pdf(
            html, [print_base_css(accent=society.accent)], identifier=f"{proposal.code}-{proposal.version}"
        )
    except PdfFailed as failed:
        return render(request, "proposals/no_pdf.html", {"proposal": proposal, "why": str(failed)}, status=503)
    return HttpResponse(
        paper,
        content_type=PDF_MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="proposal-{proposal.code}.pdf"'},
    )

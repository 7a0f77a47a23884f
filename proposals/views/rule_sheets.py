"""Rule sheets: of all proposals of a call, for staff, and of one; as a page and on paper."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from proposals.hiding import hidden_from, office
from proposals.judging.tabling import Table, table_of
from proposals.lifecycle import State
from proposals.models import Proposal
from proposals.reading import read, read_draft
from proposals.views.fetching import proposal_for
from proposals.views.page import is_writer
from rendering.pdf import PDF_MEDIA_TYPE, PdfFailed, print_base_css, render_pdf
from workshops.models import Call, Society
from workshops.models.prompt import Audience
from workshops.views.doors import call_of, staff_page


@staff_page
@require_safe
def call_rules(request, meeting, call):
    call = call_of(meeting, call)
    page = {"meeting": meeting, "call": call, "table": table_for_staff(request.user, call)}
    return render(request, "proposals/call_rules.html", page)


@staff_page
@require_safe
def call_rules_pdf(request, meeting, call):
    call = call_of(meeting, call)
    return on_paper(request, call, call.name, table_for_staff(request.user, call))


def table_for_staff(person, call: Call) -> Table:
    """What was handed in and not taken back, without what is hidden from this person."""
    rows = Proposal.objects.submitted().filter(call=call).exclude(state=State.DRAFT)
    rows = rows.exclude(pk__in=hidden_from(person)).select_related("call__meeting", "format", "proposer")
    return table_of(rows.order_by("pk"), list(call.requirements.all()), office(person), Audience.STAFF)


def on_paper(request, call: Call, title: str, table: Table):
    """The table as PDF; where none can be made, a page that says why."""
    society = Society.current()
    page = {"call": call, "title": title, "table": table, "society": society}
    return printed(request, "print/rule_sheet.html", page, f"rules-{call.meeting.slug}-{call.slug}", society)


def printed(request, template: str, page: dict, name: str, society: Society):
    html = render_to_string(template, page)
    css = [print_base_css(accent=society.accent), render_to_string("print/rule_sheet.css")]
    try:
        paper = render_pdf(html, css, identifier=html)
    except PdfFailed as failed:
        return render(
            request, "proposals/no_pdf.html", {"proposal": page.get("proposal"), "why": str(failed)}, status=503
        )
    return HttpResponse(
        paper,
        content_type=PDF_MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'},
    )


@login_required
@require_safe
def proposal_rules_pdf(request, code):
    """The rule sheet of one proposal: of the draft for who writes it, of what was handed in for staff."""
    proposal = proposal_for(request.user, code)
    writes = is_writer(request.user, proposal)
    reading = read_draft(proposal) if writes else read(proposal, Audience.STAFF, office(request.user))
    society = Society.current()
    page = {"proposal": proposal, "reading": reading, "society": society, "call": proposal.call}
    return printed(request, "print/proposal_rules.html", page, f"rules-{proposal.code}", society)

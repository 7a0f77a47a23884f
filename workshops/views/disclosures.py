"""Staff's pages: who is asked and who is missing, what was stated, what came on paper, what they judge
of it, the sheet."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.refusal import Refused, insist
from rendering.pdf import PDF_MEDIA_TYPE, PdfFailed
from workshops import rules
from workshops.actions import disclosing, judging
from workshops.disclosing import policy_of
from workshops.forms.disclosure import PaperForm
from workshops.forms.judging import DisclosureFilter, PolicyForm, VerdictForms
from workshops.models import Disclosure, DisclosurePolicy, Meeting
from workshops.models.disclosure import Standing
from workshops.paper import disclosure_sheet
from workshops.register import BARRED, Line, chosen, counted, is_late, lines_of, most_urgent_first
from workshops.views.doors import acted, show_form, staff_page
from workshops.views.statements import take

ROWS = 50


def address(meeting: Meeting) -> str:
    return reverse("disclosure_list", args=[meeting.slug])


@require_safe
@staff_page
def disclosure_list(request, meeting):
    lines = lines_of(meeting, viewer=request.user)
    calls = list(meeting.calls.values_list("slug", "name"))
    row = DisclosureFilter(request.GET, calls=calls)
    found = most_urgent_first(chosen(lines, row.wanted()))
    page = {
        "meeting": meeting,
        "policy": policy_of(meeting),
        "filter": row,
        "clear_url": request.path if row.wanted() else "",
        "page": Paginator(found, ROWS).get_page(request.GET.get("page")),
        "shown": len(found),
        "total": len(lines),
        "counts": [(standing.label, number) for standing, number in counted(lines).items()],
        "missing": Standing.MISSING,
    }
    return render(request, "workshops/disclosure_list.html", page)


@staff_page
def disclosure_policy(request, meeting):
    policy = policy_of(meeting) or DisclosurePolicy(meeting=meeting)
    form = PolicyForm(request.POST or None, instance=policy)
    if acted(request, form, disclosing.set_policy, meeting):
        messages.success(request, "Saved.")
        return redirect(address(meeting))
    lead = "Disclosures of financial relationships with companies, as accreditation asks (ACCME)."
    return show_form(request, form, "What the meeting asks", address(meeting), meeting=meeting, lead=lead)


@require_POST
@staff_page
def disclosure_remind(request, meeting):
    ticked = set(request.POST.getlist("person"))
    people = [line.person for line in lines_of(meeting, viewer=request.user) if line.person.code in ticked]
    told = disclosing.remind(meeting, persons=people, by=request.user, at=timezone.now())
    if told:
        messages.success(request, f"Reminded: {', '.join(map(str, told[:10]))}{' and others' if told[10:] else ''}.")
    if left := len(people) - len(told):
        messages.warning(request, f"{left} of those ticked got no letter: they have stated, or have no address.")
    if not people:
        messages.warning(request, "Nobody is ticked.")
    return redirect(address(meeting))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def disclosure_judge(request, meeting, person):
    """What one person stated, and what staff make of each relationship."""
    line = line_of(meeting, person, request.user)
    refusal = rules.judge_disclosure(request.user, line.stated) if line.stated else None
    forms = VerdictForms(request.POST or None, disclosure=line.stated) if line.stated and not refusal else None
    fault = ""
    if request.method == "POST" and line.stated and request.POST.get("statement") != str(line.stated.pk):
        fault, forms = judging.anew(line.person), VerdictForms(disclosure=line.stated) if forms else None
    elif request.method == "POST" and forms and forms.is_valid():
        try:
            who = {"by": request.user, "at": timezone.now()}
            judging.judge(line.stated, verdicts=forms.verdicts, **who)
            messages.success(request, f"{line.person}: kept.")
            return redirect(address(meeting))
        except Refused as refused:
            fault = refused.refusal
    page = {
        "meeting": meeting,
        "line": line,
        "forms": forms.forms if forms else [],
        "refusal": refusal,
        "may_record": rules.record_disclosure(request.user, line.person, meeting) is None,
        "fault": fault,
        "barred": any(row.nature in BARRED for row in line.relationships),
        "late": is_late(meeting, timezone.now()),
    }
    return render(request, "workshops/disclosure_judge.html", page, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def disclosure_record(request, meeting, person):
    """What one person handed in on paper."""
    line = line_of(meeting, person, request.user)
    insist(rules.record_disclosure(request.user, line.person, meeting))
    policy, at = policy_of(meeting), timezone.now()

    def keep(form: PaperForm) -> Disclosure:
        copied = {"ties": form.ties, "dated_on": form.cleaned_data["dated_on"]}
        return disclosing.record_paper(meeting, person=line.person, by=request.user, at=at, **copied)

    answer = take(request, policy, line.stated, keep, PaperForm)
    if isinstance(answer, Disclosure):
        messages.success(request, f"{line.person}: what the paper says is kept.")
        return redirect("disclosure_judge", meeting.slug, person)
    page = {"meeting": meeting, "line": line, "policy": policy, "form": answer}
    return render(request, "workshops/disclosure_record.html", page, status=422 if answer.is_bound else 200)


def line_of(meeting: Meeting, person: str, viewer) -> Line:
    """Somebody who is asked, as far as the viewer may know; all are fetched, so that nothing tells who is not."""
    found = next((line for line in lines_of(meeting, viewer=viewer) if line.person.code == person), None)
    if found is None:
        raise Http404
    return found


@require_safe
@staff_page
def disclosure_paper(request, meeting):
    """The list as it is filtered, as PDF."""
    calls = list(meeting.calls.values_list("slug", "name"))
    wanted = DisclosureFilter(request.GET, calls=calls).wanted()
    lines = chosen(lines_of(meeting, viewer=request.user), wanted)
    try:
        body = disclosure_sheet(meeting, lines, call=dict(calls).get(wanted.get("call", ""), ""), at=timezone.now())
    except PdfFailed as failed:
        return render(request, "workshops/no_paper.html", {"meeting": meeting, "fault": str(failed)}, status=503)
    answer = HttpResponse(body, content_type=PDF_MEDIA_TYPE)
    answer["Content-Disposition"] = f'inline; filename="{meeting.slug}-disclosures.pdf"'
    return answer

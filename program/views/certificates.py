"""What a person attended, her certificate, and the public page by which its number is verified."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people.refusal import Refused
from program.actions import certifying
from program.actions.releasing import setting_of
from program.attending.certifying import certify, credited
from program.attending.doors import CHAIRS
from program.attending.forms import NumberForm
from program.attending.places import public_program
from program.models import Certificate, Enrolment
from program.rendition.certificate import certificate_pdf
from program.showing import show
from program.views.fetching import current_program
from rendering.pdf import PDF_MEDIA_TYPE, PdfFailed
from scheduling.models import Session


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def my_attendance(request, meeting):
    """Where she was, what it comes to, and the button for the certificate; and the sessions whose door she keeps."""
    release, frozen = current_program(meeting)
    at = timezone.now()
    if request.method == "POST":
        try:
            certifying.issue(release.meeting, by=request.user, at=at)
        except Refused as refused:
            messages.warning(request, str(refused.refusal))
        return redirect("my_attendance", meeting)
    found = credited(request.user, release.meeting, frozen, at)
    chaired = Session.objects.filter(
        meeting=release.meeting, people__person=request.user, people__role__in=CHAIRS, code__in=frozen.session_by_code
    )
    context = {
        "meeting": release.meeting,
        "found": found,
        "shown": [show(each, frozen, set()) for each in found.sessions],
        "closed": certify(request.user, release.meeting, frozen, found, at),
        "certificate": Certificate.objects.filter(meeting=release.meeting, person=request.user).first(),
        "chaired": chaired.distinct(),
        "enrolled": _enrolled(request.user, release.meeting, frozen),
    }
    return render(request, "program/my_attendance.html", context)


def _enrolled(person, meeting, program) -> list:
    """What she signed up for and takes place, in order of time, with whether she has a place."""
    rows = Enrolment.objects.filter(person=person, sign_up__session__meeting=meeting)
    placed = {code: at is not None for code, at in rows.values_list("sign_up__session__code", "placed_at")}
    return [(show(each, program, set()), placed[each.code]) for each in program.living if each.code in placed]


@require_safe
@login_required
def certificate_pdf_of(request, meeting):
    """Hers, as PDF."""
    row = get_object_or_404(Certificate.objects.select_related("person"), meeting__slug=meeting, person=request.user)
    release, frozen = current_program(meeting)
    found = credited(request.user, release.meeting, frozen, timezone.now())
    try:
        paper = certificate_pdf(row, found, frozen, setting_of(release.meeting))
    except PdfFailed as failed:
        messages.error(request, str(failed))
        return redirect("my_attendance", meeting)
    name = f'attachment; filename="certificate-{meeting}.pdf"'
    return HttpResponse(paper, content_type=PDF_MEDIA_TYPE, headers={"Content-Disposition": name})


@require_safe
def certificate_find(request):
    """Whoever was shown a certificate types its number."""
    form = NumberForm(request.GET or None)
    if form.is_valid():
        return redirect("certificate", form.cleaned_data["number"])
    return render(request, "program/certificate_find.html", {"form": form})


@require_safe
def certificate(request, number):
    """What the number stands for, as it is counted today: name, meeting, minutes. Not found for any other number."""
    row = get_object_or_404(Certificate.objects.select_related("person", "meeting"), number=number)
    program = public_program(row.meeting)
    if program is None:
        raise Http404
    found = credited(row.person, row.meeting, program, timezone.now())
    context = {
        "row": row,
        "found": found,
        "program": program,
        "at": timezone.now(),
        "back": reverse("certificate_find"),
    }
    answer = render(request, "program/certificate_page.html", context)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer

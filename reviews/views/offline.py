"""My reviews away from the net: the sheet down and up again, and the proposals as one PDF."""

from dataclasses import asdict

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rendering.pdf import PDF_MEDIA_TYPE, PdfFailed
from rendering.sheets import CSV_MEDIA_TYPE, XLSX_MEDIA_TYPE, csv_bytes, xlsx_bytes
from reviews.actions.bringing import bring
from reviews.answers import Answers
from reviews.forms.bringing import MeantForm, SheetForm, held
from reviews.offline.coming_back import returned
from reviews.offline.pack import pack
from reviews.offline.sheet import cells_of, header_of, open_reviews
from reviews.views.reach import meeting_of, to_state_first


@login_required
@require_safe
def my_sheet(request, meeting, kind):
    """My open reviews as CSV or XLSX."""
    found = meeting_of(request.user, meeting)
    if first := to_state_first(request, found):
        return first
    rows = open_reviews(request.user, found)
    header, cells = header_of(rows), cells_of(rows)
    if kind == "csv":
        answer = HttpResponse(csv_bytes(header, cells), content_type=CSV_MEDIA_TYPE)
    else:
        answer = HttpResponse(xlsx_bytes(header, cells, title="My reviews"), content_type=XLSX_MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="my-reviews-{found.slug}.{kind}"'
    return answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_back(request, meeting):
    """The file, then what it would change, then the word that this is meant."""
    found = meeting_of(request.user, meeting)
    if first := to_state_first(request, found):
        return first
    mine = open_reviews(request.user, found)
    if "held" in request.POST:
        return _keep(request, found, mine)
    form = SheetForm(request.POST or None, request.FILES or None)
    page = {"meeting": found, "form": form, "open": len(mine)}
    if request.method != "POST":
        return render(request, "reviews/sheet_back.html", page)
    if not form.is_valid():
        return render(request, "reviews/sheet_back.html", page, status=422)
    looked = returned(form.cleaned_data["file"], request.user, mine)
    rows = [{"pk": each.assignment.pk, "version": each.version, **asdict(each.answers)} for each in looked.changes]
    page |= {"looked": looked, "held": held(rows, request.user) if rows else ""}
    return render(request, "reviews/sheet_back.html", page)


def _keep(request, meeting, mine):
    form = MeantForm(request.POST, person=request.user)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["held"]))
        return redirect("sheet_back", meeting.slug)
    known = {row.pk: row for row in mine}
    rows = [(known.get(row.pop("pk")), row.pop("version"), row) for row in form.cleaned_data["held"]]
    brought = [(row, _answers(said), version) for row, version, said in rows if row is not None]
    kept = bring(brought, by=request.user, at=timezone.now())
    missing = len(rows) - len(kept)
    if kept:
        messages.success(request, f"{len(kept)} of your reviews kept as drafts. Submit each from its page.")
    if missing:
        messages.warning(request, f"{missing} could not be taken: they were changed here since you looked.")
    return redirect("worklist", meeting.slug)


def _answers(said: dict) -> Answers:
    return Answers(**(said | {"scores": {int(key): score for key, score in said["scores"].items()}}))


@login_required
@require_safe
def my_pack(request, meeting):
    """What I still read and what I read already, in stages that are open, as one PDF."""
    found = meeting_of(request.user, meeting)
    if first := to_state_first(request, found):
        return first
    rows = open_reviews(request.user, found)
    if not rows:
        messages.info(request, "There is nothing to take along: no review of yours is open.")
        return redirect("worklist", found.slug)
    try:
        paper = pack(rows, request.user, found)
    except PdfFailed as failed:
        return render(request, "proposals/no_pdf.html", {"why": str(failed)}, status=503)
    name = f'attachment; filename="my-proposals-{found.slug}.pdf"'
    return HttpResponse(paper, content_type=PDF_MEDIA_TYPE, headers={"Content-Disposition": name})

"""A meeting's process as a file: taken away, and brought in after a look at what it would make."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dashboard.actions.setups import export_setup, import_setup, preview_setup
from dashboard.forms import SetupFileForm
from dashboard.setup_file.faults import Unfit
from people.refusal import Refusal, Refused
from workshops.views.doors import staff_page

MOST_TOLD = 100


@require_safe
@staff_page
def setup_export(request, meeting):
    try:
        body = export_setup(meeting, by=request.user)
    except Unfit as unfit:
        raise Refused(Refusal(f"The file was not written. {unfit}")) from None
    headers = {"Content-Disposition": f'attachment; filename="{meeting.slug}-setup.toml"'}
    return HttpResponse(body, content_type="application/toml", headers=headers)


@staff_page
def setup_import(request):
    """Looks first; makes the meeting only when asked to. What is wrong is told with its place, and the text stays."""
    form = SetupFileForm(request.POST or None, request.FILES or None)
    page = {"form": form, "preview": None, "faults": (), "more": 0}
    if form.is_valid():
        said = form.said() | {"by": request.user, "at": timezone.now()}
        try:
            if "make" in request.POST:
                meeting, _ = import_setup(form.body, **said)
                messages.success(request, f"{meeting} is here, for staff only. Look over the dates of its calls.")
                return redirect("meeting_edit", meeting.slug)
            page["preview"] = preview_setup(form.body, **said)
        except Unfit as unfit:
            page |= {"faults": unfit.faults[:MOST_TOLD], "more": len(unfit.faults[MOST_TOLD:])}
        page["form"] = form.kept()
    return render(request, "dashboard/setup_import.html", page)

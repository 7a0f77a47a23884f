"""The society's list of members: loaded by program staff from CSV, seen before it is kept."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.doors import staff_only
from people.forms import MembersForm
from people.members import MOST_FAULTS, changes_by, read_members
from people.membership import load_members
from people.models import Member
from people.refusal import Refused

ROWS = 50


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def member_list(request):
    """The list, and the form that loads a new one; what would change is shown first."""
    if request.method == "POST":
        return take(request)
    words = request.GET.get("q", "").strip()[:100]
    found = Member.objects.filter(Q(name__icontains=words) | Q(email__icontains=words) | Q(number=words))
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "words": words, "total": Member.objects.count(), "form": MembersForm()}
    return render(request, "people/member_list.html", context)


def take(request):
    form = MembersForm(request.POST, request.FILES)
    if not form.is_valid():
        page = Paginator(Member.objects.all(), ROWS).get_page(1)
        context = {"page": page, "words": "", "total": Member.objects.count(), "form": form}
        return render(request, "people/member_list.html", context)
    sheet = read_members(form.cleaned_data["text"])
    if request.POST.get("act") == "load":
        try:
            changes = load_members(sheet.entries, by=request.user, at=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused.refusal))
            return redirect("member_list")
        messages.success(
            request, f"The list has {changes.total} members: {len(changes.new)} new, {len(changes.gone)} gone."
        )
        return redirect("member_list")
    context = {
        "changes": changes_by(sheet.entries),
        "faults": sheet.faults[:MOST_FAULTS],
        "more_faults": max(len(sheet.faults) - MOST_FAULTS, 0),
        "text": form.cleaned_data["text"],
        "was": Member.objects.count(),
    }
    return render(request, "people/member_preview.html", context)

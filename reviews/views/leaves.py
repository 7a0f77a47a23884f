"""When I am away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from people.refusal import Refused
from reviews.actions.leaving import be_away, be_back
from reviews.forms.leave import LeaveForm
from reviews.models import Leave
from reviews.views.reach import meeting_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leaves(request, meeting):
    found = meeting_of(request.user, meeting)
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            be_away(**form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, "Noted. Nothing is assigned to you on these days.")
            return redirect("leaves", found.slug)
    page = {"meeting": found, "form": form, "leaves": Leave.objects.of(request.user)}
    return render(request, "reviews/leaves.html", page, status=422 if form.errors else 200)


@login_required
@require_POST
def leave_remove(request, meeting, leave):
    found = meeting_of(request.user, meeting)
    be_back(get_object_or_404(Leave.objects.of(request.user), pk=leave), by=request.user, at=timezone.now())
    messages.success(request, "These days are removed.")
    return redirect("leaves", found.slug)

"""The first page: what waits for me, or, for a stranger, which meetings there are."""

from django.shortcuts import render

from workshops.models import Meeting


def home(request):
    meetings = Meeting.objects.visible_to(request.user)
    return render(request, "dashboard/home.html", {"meetings": meetings})

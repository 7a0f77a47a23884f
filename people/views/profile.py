"""My own page about myself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone

from people import actions
from people.forms import ProfileForm
from people.models import Person


@login_required
def profile(request):
    form = ProfileForm(request.POST or None, instance=Person.objects.get(pk=request.user.pk))
    if form.is_valid():
        actions.keep_profile(request.user, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "Your profile is kept.")
        return redirect("profile")
    return render(request, "people/profile.html", {"form": form})

"""Program staff keep the list of which institution is part of which."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.refusal import Refused
from reviews import rules
from reviews.conflicts.institutions import compared
from reviews.models import Belonging
from workshops.actions import writing

PAGE = 100


class BelongingForm(forms.ModelForm):
    class Meta:
        model = Belonging
        fields = ("part", "whole")
        labels = {"part": "Institution", "whole": "is part of"}
        help_texts = {
            "part": "As people write it, or the domain of its addresses, for example med.lakeside.edu.",
            "whole": "Who works in the part is taken to work in the whole too.",
        }

    def clean(self):
        for name in ("part", "whole"):
            if self.cleaned_data.get(name) and not compared(self.cleaned_data[name]):
                self.add_error(name, ValidationError("Any institution could be called so; write its whole name."))
        return super().clean()


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def belonging_list(request):
    if rules.set_up(request.user):
        raise Http404
    form = BelongingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = Belonging(**form.cleaned_data)
            writing.add("say what an institution is part of", row, by=request.user, at=timezone.now())
            messages.success(request, f"{row}.")
            return redirect("belonging_list")
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    page = Paginator(Belonging.objects.all(), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form}
    return render(request, "reviews/belonging_list.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def belonging_remove(request, belonging):
    if rules.set_up(request.user):
        raise Http404
    row = get_object_or_404(Belonging, pk=belonging)
    if request.method == "POST":
        writing.remove("take back what an institution is part of", row, by=request.user, at=timezone.now())
        messages.success(request, f"{row.part} stands for itself again.")
        return redirect("belonging_list")
    question = {
        "title": f"Is {row.part} no part of {row.whole}?",
        "text": "People of the two are taken to work apart.",
        "undo": "You can enter it again.",
        "action": request.path,
        "label": "Remove it",
        "danger": True,
        "cancel_url": reverse("belonging_list"),
        "cancel_label": "It stays",
    }
    return render(request, "confirm.html", question)

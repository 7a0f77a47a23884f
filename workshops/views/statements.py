"""A person's own disclosures: where they are asked, what she stated, and the form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.refusal import Refused, insist
from workshops.actions import disclosing
from workshops.disclosing import Asked, asked_of, last_of
from workshops.forms.disclosure import DisclosureForm, turned
from workshops.models import Disclosure, DisclosurePolicy


@login_required
@require_safe
def my_disclosures(request):
    today = timezone.now().date()
    asked = [each for each in asked_of(request.user) if each.stated or each.meeting.ends_on >= today]
    here = {each.meeting.pk for each in asked}
    stated = Disclosure.objects.filter(person=request.user).current().whole().select_related("meeting")
    before = [each for each in stated if each.meeting_id not in here]
    return render(request, "workshops/my_disclosures.html", {"asked": asked, "before": before})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def disclosure(request, meeting):
    found = asked_here(request.user, meeting)
    earlier = found.stated or last_of(request.user)
    who = {"person": request.user, "by": request.user, "at": timezone.now()}
    answer = take(request, found.policy, earlier, lambda form: disclosing.state(found.meeting, ties=form.ties, **who))
    if isinstance(answer, Disclosure):
        messages.success(request, f"Your statement for {found.meeting} is kept.")
        return redirect("my_disclosures")
    page = {"asked": found, "meeting": found.meeting, "policy": found.policy, "form": answer, "stated": found.stated}
    page["earlier"] = None if found.stated or request.method == "POST" else earlier
    return render(request, "workshops/disclosure.html", page, status=422 if answer.is_bound else 200)


@login_required
@require_POST
def disclosure_still_true(request, meeting):
    """One click: what she stated for another meeting holds for this one."""
    found = asked_here(request.user, meeting)
    number = request.POST.get("statement", "")
    earlier = last_of(request.user)
    if earlier is None or str(earlier.pk) != number:
        insist(disclosing.NEWER)
    disclosing.state_again(earlier, meeting=found.meeting, by=request.user, at=timezone.now())
    messages.success(request, f"Your statement for {found.meeting} is kept.")
    return redirect("my_disclosures")


def asked_here(person: Any, meeting: str) -> Asked:
    """The meeting of this address if it asks her; all that ask her are fetched, so that no count of queries tells
    which meetings there are."""
    found = next((each for each in asked_of(person) if each.meeting.slug == meeting), None)
    if found is None:
        raise Http404
    return found


def take[Form: DisclosureForm](
    request: Any,
    policy: DisclosurePolicy,
    stated: Disclosure | None,
    keep: Callable[[Form], Disclosure],
    kind: type[Form] = DisclosureForm,
) -> Form | Disclosure:
    """What `keep` made of the statement that was posted, or the form to show: fresh, beginning with what was
    `stated`; with a row added or taken away; or with errors."""
    if request.method != "POST":
        return kind(policy=policy, stated=stated)
    if form := turned(request.POST, policy, kind):
        return form
    form = kind(request.POST, policy=policy, stated=stated)
    if form.is_valid():
        try:
            return keep(form)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    return form

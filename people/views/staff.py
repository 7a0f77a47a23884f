"""Pages where program staff find people, and let others in as staff."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people import actions
from people.doors import staff_only
from people.forms import PersonFilter
from people.models import Person
from people.roles import roles_of

ROWS = 50


@require_safe
@staff_only
def person_list(request):
    row = PersonFilter(request.GET)
    page = Paginator(row.chosen(Person.objects.in_index_order()), ROWS).get_page(request.GET.get("page"))
    roles = roles_of(page.object_list)
    rows = [{"person": person, "roles": roles[person.pk]} for person in page.object_list]
    context = {"page": page, "rows": rows, "filter": row, "is_filtered": bool(request.GET)}
    return render(request, "people/person_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def person_staff(request, person):
    person = get_object_or_404(Person, code=person)
    if request.method != "POST":
        return render(request, "confirm.html", question(person))
    verb = actions.end_staff if person.is_staff else actions.make_staff
    wanted = request.POST.get("is_staff") == "yes"
    if wanted != person.is_staff:  # a page that was left open does not undo what a colleague did meanwhile
        verb(person, by=request.user, at=timezone.now())
        messages.success(request, f"{person} is {'now' if wanted else 'no longer'} program staff.")
    return redirect("person_list" if request.user != person else "home")


def question(person: Person) -> dict:
    """For confirm.html."""
    if person.is_staff:
        title, text, label = f"Make {person} no longer program staff?", ENDS, "End it"
    else:
        title, text, label = f"Make {person} program staff?", BEGINS, "Make program staff"
    return {
        "title": title,
        "text": text,
        "undo": "You can change it back on the list of people.",
        "action": reverse("person_staff", args=[person.code]),
        "label": label,
        "begins": not person.is_staff,
        "hidden": [("is_staff", "no" if person.is_staff else "yes")],
        "cancel_url": reverse("person_list"),
        "cancel_label": "Leave it as it is",
    }


BEGINS = "Program staff see every proposal, review and letter, set up meetings, and release decisions and programs."
ENDS = "Seats in committees and proposals stay; the pages of program staff are closed."

"""Mail that came in: what became of each, what is left for staff, and whether the mailbox can be read."""

from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from letters.forms import InboxFilter
from letters.inbox.settling import settle
from letters.invitees.address import has_mailbox
from letters.models import Mailbox, Received
from people.doors import staff_only

ROWS = 50


@require_safe
@staff_only
def inbox(request):
    row = InboxFilter(request.GET)
    seen = Received.objects.visible_to(request.user)
    page = Paginator(row.chosen(seen.for_page()), ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "filter": row,
        "is_filtered": any(request.GET.get(name) for name in row.fields),
        "waiting": seen.waiting().count(),
        "box": Mailbox.current(),
        "address": settings.MAILBOX["address"] if has_mailbox() else "",
    }
    return render(request, "letters/inbox.html", context)


@require_POST
@staff_only
def inbox_settle(request, received):
    found = get_object_or_404(Received.objects.visible_to(request.user), pk=received)
    settle(found, by=request.user, at=timezone.now())
    return redirect("inbox")

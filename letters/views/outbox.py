"""The outbox: what is held, on its way, sent, or could not be."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from letters import returns, sending
from letters.forms import OutboxFilter
from letters.invitees.telling import told_in
from letters.message import sheet
from letters.models import Letter, LetterState
from letters.models.letter import BAD
from people.doors import staff_only

ROWS = 50

LETTER_POLICY: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "img-src": ["data:"],
    "frame-ancestors": [CSP.SELF],
    "sandbox": [""],
}
"""A letter shown in a frame may have the inline style that mail programs need, and nothing else."""


@require_safe
@staff_only
def outbox(request):
    row = OutboxFilter(request.GET)
    seen = Letter.objects.visible_to(request.user)
    page = Paginator(row.chosen(seen), ROWS).get_page(request.GET.get("page"))
    counts = dict(seen.order_by().values_list("state").annotate(Count("pk")))
    context = {
        "page": page,
        "filter": row,
        "is_filtered": any(request.GET.get(name) for name in row.fields),
        "held": counts.get(LetterState.HELD, 0),
        "total": sum(counts.values()),
        "stuck": sending.stuck(seen),
        "returned": seen.came_back().count(),
        "batches": seen.held().exclude(batch="").order_by("batch").values("batch").annotate(number=Count("pk")),
    }
    return render(request, "letters/outbox.html", context)


@require_safe
@staff_only
def letter(request, letter):
    letter = get_object_or_404(Letter.objects.visible_to(request.user).select_related("by", "to"), pk=letter)
    waits = letter.state in (LetterState.HELD, LetterState.QUEUED)
    context = {
        "letter": letter,
        "sheet": None if letter.is_secret else sheet(letter.subject, letter.body),
        "invitation": told_in(letter.calendar) if letter.calendar else None,
        "offers": offers(letter),
        "closed": returns.closed(letter.to_address) if waits else "",
    }
    return render(request, "letters/letter_page.html", context)


@require_safe
@staff_only
@csp_override(LETTER_POLICY)
@xframe_options_sameorigin
def letter_sheet(request, letter):
    """The HTML part alone, for the frame in its page."""
    letter = get_object_or_404(Letter.objects.visible_to(request.user), pk=letter, is_secret=False)
    return HttpResponse(sheet(letter.subject, letter.body).html)


def offers(letter: Letter) -> list[dict]:
    """What staff may do with a letter now, for components/offers.html."""
    picked = f"?letter={letter.pk}"
    hidden = [("letter", letter.pk)]
    if letter.state == LetterState.HELD:
        release, discard = reverse("letter_release") + picked, reverse("letter_discard") + picked
        return [
            {"verb": "release", "label": "Release…", "url": release, "strong": True},
            {"verb": "discard", "label": "Discard…", "url": discard, "danger": True},
        ]
    if letter.state == LetterState.DISCARDED:
        url = reverse("letter_put_back")
        return [{"verb": "put back", "label": "Put it back", "url": url, "method": "post", "hidden": hidden}]
    post = {"method": "post", "hidden": hidden}
    made = []
    if (letter.fate in BAD or letter.state == LetterState.FAILED) and not letter.is_secret:
        made.append({"verb": "send again", "label": again(letter), "url": reverse("letter_send_again"), **post})
    if letter.is_returned:
        label = "The address is corrected, or works"
        made.append({"verb": "settle address", "label": label, "url": reverse("letter_settle"), **post})
    return made


def again(letter: Letter) -> str:
    """Where it would go, when that is elsewhere by now."""
    now = letter.to.email if letter.to else ""
    return f"Send again, to {now}" if now and now != letter.to_address else "Send again"

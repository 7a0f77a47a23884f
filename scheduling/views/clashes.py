"""The broken rules of the draft, and answering for those that may stay."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.refusal import Refused
from scheduling import rules
from scheduling.actions import acknowledging
from scheduling.draft.clashes import broken_in
from scheduling.views.fetching import draft_or_404, in_schedule


@require_http_methods(["GET", "HEAD", "POST"])
@in_schedule
def clash_list(request, meeting):
    draft = draft_or_404(meeting)
    faults = ""
    if request.method == "POST":
        try:
            messages.info(request, _answered(request, draft))
        except Refused as refused:
            faults = str(refused.refusal)
        else:
            return redirect("clash_list", meeting.slug)
    sessions = {str(session.pk): session for session in meeting.sessions.living()}
    rows = [(each, [sessions[key] for key in each.sessions]) for each in broken_in(draft)]
    context = {
        "meeting": meeting,
        "open": [row for row in rows if not row[0].acknowledged],
        "known": [row for row in rows if row[0].acknowledged],
        "may_place": not rules.place(request.user, draft),
        "faults": faults,
        "reason": request.POST.get("reason", ""),
        "chosen": request.POST.getlist("clash"),
    }
    return render(request, "scheduling/clash_list_page.html", context)


def _answered(request, draft) -> str:
    """Acknowledge the chosen clashes, or take one acknowledgement back; says what was done."""
    now = timezone.now()
    if key := request.POST.get("withdraw"):
        acknowledging.withdraw(draft, key=key, by=request.user, at=now)
        return "It is to be mended again."
    keys = set(request.POST.getlist("clash"))
    reason = request.POST.get("reason", "")[:300]
    made = acknowledging.acknowledge(draft, reason=reason, by=request.user, at=now, keys=keys)
    return f"Acknowledged: {len(made)}." if made else "Nothing was chosen, so nothing was acknowledged."

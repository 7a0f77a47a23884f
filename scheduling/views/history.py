"""What was moved, by whom and when; taking it back and doing it again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from people.refusal import Refused
from scheduling.actions import undoing
from scheduling.actions.undoing import may_take_back
from scheduling.editor.desk import at_desk
from scheduling.editor.history import told
from scheduling.views.answering import changes
from scheduling.views.fetching import draft_or_404, in_schedule

ROWS = 50


@require_safe
@in_schedule
def move_list(request, meeting):
    """Every move of the draft, newest first."""
    draft = draft_or_404(meeting)
    page = Paginator(draft.moves.select_related("by"), ROWS).get_page(request.GET.get("page"))
    mine = undoing.undoable(draft, request.user)
    with at_desk(draft) as desk:
        draft.edit = desk.edit
        rows = [told(desk, move, move == mine or _is_last(draft, move, request.user)) for move in page]
    context = {"meeting": meeting, "draft": draft, "page": page, "rows": rows}
    return render(request, "scheduling/move_list_page.html", context)


def _is_last(draft, move, person) -> bool:
    return move.number == draft.edit and may_take_back(draft, move, person) is None


@require_POST
@in_schedule
def move_undo(request, meeting):
    """Take back the move whose number is given, else her own latest."""
    number = request.POST.get("number", "")
    asked = int(number) if number.isdecimal() else None
    return _turned(request, meeting, "Taken back", lambda draft, **who: undoing.undo(draft, number=asked, **who))


@require_POST
@in_schedule
def move_redo(request, meeting):
    return _turned(request, meeting, "Done again", undoing.redo)


def _turned(request, meeting, done: str, turn):
    draft = draft_or_404(meeting)
    try:
        move = turn(draft, by=request.user, at=timezone.now())
    except Refused as refused:
        said = f"Not {done.lower()}. {refused.refusal}"
    else:
        with at_desk(draft) as desk:
            said = f"{done}: {told(desk, move.undoes, False).words}."
    if request.POST.get("since"):
        return changes(request, meeting, draft, said)
    messages.info(request, said)
    return redirect(f"{reverse('schedule', args=[meeting.slug])}?day={request.POST.get('day', '')}")

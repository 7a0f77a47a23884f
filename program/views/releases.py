"""Staff's pages: what would be released, releasing it, and what was released before."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jobs.models import Job
from people.refusal import Refused
from program import rules
from program.actions import releasing
from program.changes import changes
from program.following.plan import how_many
from program.forms import ReleaseForm
from program.freezing import program_of
from program.holding import held_back, held_of
from program.inviting.plan import mailing_of
from program.models import Release, ReleaseFile
from program.rendition.papers import CALLED
from program.shelf import program_of_release
from scheduling.actions.placing import draft_of
from scheduling.draft.clashes import broken_in
from workshops.models import Meeting


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def releases(request, meeting):
    """The draft beside what is public: what changes, what is wrong, and the button."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), slug=meeting)
    if rules.release(request.user, meeting):
        raise Http404
    draft = draft_of(meeting, at=timezone.now())
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            releasing.release(draft, note=form.cleaned_data["note"], by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            return redirect("releases", meeting.slug)
    return render(
        request, "program/releases_page.html", {"meeting": meeting, "form": form} | _standing(meeting, draft)
    )


def _standing(meeting: Meeting, draft) -> dict:
    made = list(meeting.releases.select_related("by"))
    newest = program_of_release(made[0]) if made else None
    held = held_of(draft, newest)
    coming = program_of(
        draft, number=len(made) + 1, note="", at=timezone.now(), before=newest, without=held_back(held)
    )
    broken = broken_in(draft)
    return {
        "draft": draft,
        "releases": made,
        "held": [each.sentence for each in held if not each.is_public],
        "stay": [each.sentence for each in held if each.is_public],
        "papers": _papers([each for each in made if each.published_at][:2]),
        "job": _job(made),
        "hard": len(broken),
        "problems": [each for each in broken if not each.acknowledged][:20],
        "acknowledged": [each for each in broken if each.acknowledged][:20],
        "placed": len(coming.living) + len(held_back(held)),
        "sessions": meeting.sessions.living().count(),
        "changes": changes(newest, coming) if newest else [],
        "followers": how_many(meeting, newest, coming, timezone.now()) if newest else 0,
        "mailing": mailing_of(meeting, coming, timezone.now()) if meeting.tells_calendars else None,
    }


def _papers(public: list[Release]) -> list[tuple[str, str, bool]]:
    """What is printed of the public program: name of the file, what to call it, whether it is another than before."""
    rows = ReleaseFile.objects.filter(release__in=public, name__endswith=".pdf")
    digests = {(each.release_id, each.name): each.digest for each in rows}
    if not digests:
        return []
    now, before = public[0], public[-1]
    rooms = program_of_release(now).room_by_slug
    called = {f"rooms/{slug}.pdf": f"Door sheets, {room.name}" for slug, room in rooms.items()} | CALLED
    names = sorted((name for key, name in digests if key == now.pk), key=lambda name: (name not in CALLED, name))
    return [
        (name, called.get(name, name), now != before and digests[now.pk, name] != digests.get((before.pk, name)))
        for name in names
    ]


def _job(made: list[Release]) -> Job | None:
    """The rendering of the newest release, while it is not public."""
    if not made or made[0].published_at:
        return None
    return Job.objects.about(releasing.RENDER, str(made[0].pk)).first()

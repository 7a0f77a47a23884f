"""Every component in every state, on one page: what builders copy from and what the browser tests look at."""

from datetime import timedelta
from types import SimpleNamespace as Sample

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from dashboard.gallery_forms import FilterForm, SampleForm

STATES = [
    *("draft", "submitted", "in_review", "revision_asked", "accepted", "confirmed", "waitlisted", "declined"),
    *("withdrawn", "cancelled", "merged", "asked", "silent", "held", "open", "closed"),
    *("queued", "running", "done", "failed", "conflict"),
]
TOPICS = (
    "Clonal haematopoiesis",
    "Gene therapy",
    "Lymphoma",
    "Myeloma",
    "Sickle cell disease",
    "Transfusion",
    "Thrombosis",
    "Stem cells",
    "Health services",
    "Other",
)


def gallery(request):
    if not settings.DEBUG:
        raise Http404
    messages.success(request, "Submitted. You may change it until the call closes.")
    now = timezone.now()
    sent = SampleForm({"title": "A workshop", "minutes": "many", "email": "paula"}, auto_id="sent_%s")
    context = {
        "states": [(state, state.replace("_", " ").capitalize()) for state in STATES],
        "topics": list(enumerate(TOPICS)),
        "offers": offers(),
        "deadlines": deadlines(now),
        "steps": steps(),
        "lines": rule_lines(),
        "sections": sections(),
        "tabs": [("Proposals", "#tabs", True), ("Reviews", "#reviews", False), ("Decisions", "#decisions", False)],
        "page": Paginator(range(1, 96), 20).get_page(request.GET.get("page", 2)),
        "filters": FilterForm(request.GET or None),
        "form": SampleForm(),
        "sent": sent,
        "sessions": session_samples(now),
        "grid": grid_samples(),
        "pieces": [
            ("same", "We will compare "),
            ("removed", "three"),
            ("added", "four"),
            ("same", " trials of base editing, and "),
            ("added", "name the questions they leave open."),
        ],
        "jobs": job_samples(),
        "demo_cast": cast_samples(),
        "now": now,
        "hours": range(9, 13),
    }
    return render(request, "gallery.html", context)


def offers():
    return [
        Sample(
            verb="submit", label="Submit", url="#offers", method="post", strong=True, hint="You may take it back."
        ),
        Sample(verb="edit", label="Edit", url="#offers", method="get"),
        Sample(verb="withdraw", label="Withdraw", url="/gallery/confirm/", method="get", danger=True),
    ]


def deadlines(now):
    return [
        Sample(at=now + timedelta(days=40), zone="America/New_York", zone_label="New York", passed=False),
        Sample(at=now + timedelta(hours=26), zone="Etc/GMT+12", zone_label="anywhere on Earth", passed=False),
        Sample(at=now - timedelta(days=2), zone="UTC", zone_label="UTC", passed=True),
    ]


def steps():
    return [
        Sample(label="Draft", step="done", note="2 March"),
        Sample(label="Submitted", step="done", note="14 March"),
        Sample(label="In review", step="now", note="until 2 May"),
        Sample(label="Decision", step="next", note=""),
        Sample(label="Confirmed", step="next", note=""),
    ]


def rule_lines():
    return [
        Sample(mark="ok", sentence="Two chairs from different institutions.", why="", url=""),
        Sample(
            mark="block",
            sentence="The running order fills 95 of 120 minutes.",
            why="A Friday Scientific Workshop fills its two hours.",
            url="#id_minutes",
        ),
        Sample(
            mark="warn",
            sentence="Discussion takes 20 % of the time; 25 % is asked for.",
            why="The committee sees this line.",
            url="#id_minutes",
        ),
        Sample(mark="open", sentence="Three learning objectives.", why="", url="#id_title"),
    ]


def sections():
    return [
        Sample(label="Title and topic", url="#id_title", mark="ok", here=False),
        Sample(label="Summary", url="#id_summary", mark="open", here=True),
        Sample(label="Chairs and faculty", url="#id_role_0", mark="warn", here=False),
        Sample(label="Running order", url="#id_minutes", mark="block", here=False),
    ]


def session_samples(now):
    start = now.replace(hour=14, minute=0, second=0, microsecond=0)
    long = "Measurable residual disease after transplantation: what a threshold means, and for whom"
    return [
        Sample(title="Base editing in sickle cell disease", hue=4, starred=True, status="", clashes=[], start=start),
        Sample(
            title=long, hue=0, starred=False, status="", start=start, clashes=["Ada Okafor also chairs in Hall B."]
        ),
        Sample(title="Transfusion thresholds", hue=5, starred=False, status="cancelled", clashes=[], start=start),
    ]


def grid_samples():
    rows = [(2, 9, 0, 2, 0, 4), (3, 9, 30, 1, 30, 0), (3, 11, 0, 0, 45, 6), (4, 10, 15, 1, 15, 2)]
    return [
        Sample(title=f"Workshop {n}", col=col, hour=hour, minute=minute, hours=hours, rest=rest, hue=hue)
        for n, (col, hour, minute, hours, rest, hue) in enumerate(rows, 1)
    ]


def job_samples():
    again = [Sample(verb="retry", label="Try again", url="#jobs", method="post")]
    return [
        Sample(
            state="queued", percent=None, title="Waiting for the worker", message="Two others are before it.", do=[]
        ),
        Sample(state="running", percent=40, title="Setting the book", message="Page 48 of about 120", do=[]),
        Sample(state="done", percent=100, title="The book is set", message="118 pages, 2.1 MB", do=[]),
        Sample(state="failed", percent=40, title="The book was not set", message="A font is missing.", do=again),
    ]


def cast_samples():
    return [
        ("Olga", "organizes: opens calls, places sessions, releases the program.", "#cast"),
        ("Chen", "chairs the committee and decides.", "#cast"),
        ("Rita", "reviews, and sees others’ scores after her own.", "#cast"),
        ("Paula", "proposes a workshop.", "#cast"),
    ]


def confirm(request):
    """The sample of a page that asks before something is lost."""
    if not settings.DEBUG:
        raise Http404
    context = {
        "title": "Withdraw “Base editing in sickle cell disease”?",
        "text": "The committee stops reading it, and its faculty are told.",
        "losses": ["its place in the review", "three accepted invitations"],
        "undo": "Staff can reinstate it until the decisions are released.",
        "action": "#",
        "label": "Withdraw",
        "cancel_url": "/gallery/",
    }
    return render(request, "confirm.html", context)


def save(request):
    """The sample of an autosave answer; it keeps nothing."""
    if not settings.DEBUG:
        raise Http404
    context = {"save": "saved", "at": timezone.now(), "id": "save-draft", "oob": True}
    return render(request, "components/save_state.html", context)

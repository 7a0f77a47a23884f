"""What the planner is asked to keep: how much each rule matters, and what it should know of sessions and rooms."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from scheduling.actions import ruling
from scheduling.draft.levels import ALWAYS_HARD
from scheduling.draft.words import RULES
from scheduling.forms.ruling import MINUTES, RulesForm
from scheduling.models import BondMember, PlannerRules
from scheduling.views.fetching import in_setup
from workshops.models import Meeting

ROWS = 50


def planner_tabs(meeting: Meeting, here: str) -> list[tuple[str, str, bool]]:
    """The planner's pages beside each other, for those who set up."""
    pages = {
        "plans": "Runs",
        "explanation": "Why?",
        "repairs": "Repairs",
        "planner_rules": "Rules",
        "planner_lists": "Bonds, topics, walks",
        "ballot_edit": "Votes",
    }
    return [(words, reverse(name, args=[meeting.slug]), name == here) for name, words in pages.items()]


@require_http_methods(["GET", "HEAD", "POST"])
@in_setup
def planner_rules(request, meeting):
    """Every rule in words, with how much it matters."""
    kept = PlannerRules.objects.filter(meeting=meeting).first() or PlannerRules(meeting=meeting)
    form = RulesForm(kept, request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = {"weights": form.weights()} | {name: form.cleaned_data[name] for name in MINUTES}
        ruling.set_rules(meeting, by=request.user, at=timezone.now(), **asked)
        messages.info(request, "The planner and the grid go by these rules now.")
        return redirect("planner_rules", meeting.slug)
    context = {
        "meeting": meeting,
        "form": form,
        "rows": list(form.rows()),
        "minutes": [form[name] for name in MINUTES],
        "tabs": planner_tabs(meeting, "planner_rules"),
    }
    context["always"] = [RULES[name] for name in ALWAYS_HARD]
    return render(request, "scheduling/planner_rules_page.html", context)


@require_safe
@in_setup
def planner_lists(request, meeting):
    """Bonds between sessions, topics that are alike, walks between rooms."""
    members = Prefetch("members", BondMember.objects.select_related("session"))
    context = {
        "meeting": meeting,
        "tabs": planner_tabs(meeting, "planner_lists"),
        "page": Paginator(meeting.bonds.prefetch_related(members), ROWS).get_page(request.GET.get("page")),
        "likenesses": meeting.likenesses.select_related("first", "second"),
        "walks": meeting.walks.select_related("first", "second"),
    }
    return render(request, "scheduling/planner_lists_page.html", context)

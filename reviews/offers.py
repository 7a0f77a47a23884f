"""Where a person can go from a stage, and what she can do with it now: the links and buttons of its pages."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from proposals.candidates.rules import make_candidates
from proposals.joining.rules import arrange
from proposals.lifecycle import State, Verb, transition
from proposals.models import Proposal
from proposals.rules import extend_revision, may
from reviews import rules
from reviews.models import Stage
from workshops.rules import seats_by_committee


def address(name: str, stage: Stage, **more: Any) -> str:
    return reverse(name, kwargs={"meeting": stage.call.meeting.slug, "stage": stage.pk, **more})


def tabs(stage: Stage, standing: rules.Standing, here: str) -> list[tuple[str, str, bool]]:
    """The pages of a stage she may open, as components/tabs.html takes them."""
    pages = [
        ("Ranking", "ranking", standing.oversee),
        ("Decision board", "decision_board", standing.oversee),
        ("How readers score", "reader_report", standing.lead),
        ("Figures", "figures", standing.oversee),
        ("Rules", "stage_rules", standing.oversee),
        ("Readers", "assign", standing.lead),
        ("Plans", "reader_plans", standing.lead),
        ("Members", "reading_loads", standing.lead),
        ("Conflicts", "conflict_list", standing.lead),
        ("Leaks", "leaks", standing.lead and stage.hides_proposers),
        ("Waiting list", "waiting_list", standing.oversee and stage.is_final),
        ("Letters", "stage_letters", standing.release),
    ]
    found = [(label, address(name, stage), name == here) for label, name, allowed in pages if allowed]
    meeting = stage.call.meeting.slug
    if standing.oversee and stage.is_final:
        found.append(("Conditions", reverse("condition_list", args=[meeting]), False))
    if standing.lead:
        found.append(("Merges", reverse("merge_list", args=[meeting, stage.call.slug]), False))
        found.append(("Sittings", reverse("sitting_list", args=[meeting]), False))
    return found


def stage_offers(stage: Stage, person: Any) -> list[dict[str, Any]]:
    """Open, close or open again: the verb of a stage's life that comes next, where she may do it."""
    if stage.opened_at is None:
        verb, label, rule = "open", "Open this stage", rules.open_stage
    elif stage.is_open:
        verb, label, rule = "close", "Close this stage", rules.close_stage
    else:
        verb, label, rule = "reopen", "Open it again", rules.reopen_stage
    if rule(person, stage):
        return []
    url = address(f"stage_{verb}", stage)
    return [{"verb": verb, "label": label, "url": url, "method": "get", "strong": verb == "open"}]


def revision_offers(stage: Stage, proposal: Proposal, person: Any, at: datetime) -> list[dict[str, Any]]:
    """Ask for a revision, give more time for it, or go on without it: what the chair may do now."""
    asked = proposal.state == State.REVISION_ASKED
    rows = [
        ("ask_revision", "revision_ask", "Ask for a revision", may(Verb.ASK_REVISION, person, proposal, at)),
        ("extend_revision", "revision_extend", "Give more time", extend_revision(person, proposal)),
        ("go_on", "revision_go_on", Verb.GO_ON.label, may(Verb.GO_ON, person, proposal, at)),
    ]
    return [
        {"verb": verb, "label": label, "url": address(name, stage, code=proposal.code), "method": "get"}
        for verb, name, label, refusal in rows
        if refusal is None and asked == (verb != "ask_revision")
    ]


def joining_offers(stage: Stage, proposal: Proposal, person: Any) -> list[dict[str, Any]]:
    """Suggest that it becomes one with another, chosen on the page of merges; or let its talks find another place."""
    call = [stage.call.meeting.slug, stage.call.slug]
    offers = []
    if transition(Verb.MERGE, proposal.state) and arrange(person, proposal) is None:
        url = f"{reverse('merge_list', args=call)}?lead={proposal.code}#suggest"
        offers.append({"verb": "merge", "label": "Suggest a merge", "url": url, "method": "get"})
    if make_candidates(person, proposal) is None:
        url = reverse("candidates_make", args=[*call, proposal.code])
        offers.append({"verb": "candidates", "label": "Make its talks candidates", "url": url, "method": "get"})
    return offers


def readers_offer(stage: Stage, proposal: Proposal, person: Any) -> list[dict[str, Any]]:
    """For who assigns the readers of this proposal."""
    if rules.assign(person, stage, proposal):
        return []
    url = address("assign_proposal", stage, code=proposal.code)
    return [{"verb": "readers", "label": "Choose its readers", "url": url, "method": "get"}]


def stages_led(person: Any, meeting: Any) -> list[tuple[Stage, list[tuple[str, str, bool]]]]:
    """Stages of a meeting with the pages this person may open, for a worklist or a dashboard; three queries."""
    seats = seats_by_committee(person)
    stages = Stage.objects.for_page().visible_to(person).filter(call__meeting=meeting)
    led = [
        (stage, tabs(stage, rules.standing_of(person, seats.get(stage.committee_id), stage), ""))
        for stage in stages.order_by("call__closes_at", "call", "order")
    ]
    return [(stage, pages) for stage, pages in led if pages]

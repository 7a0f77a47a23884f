"""What becomes of proposals beside the review: one revised point by point, one asked to, two that may become one, and
the talks of a declined workshop.
"""

from typing import Any

from demo.pieces import Year, workshops
from demo.proposing import PAULAS
from proposals import actions
from proposals.actions.candidates import answer
from proposals.joining.joint_text import BOTH, Picks, offered_rows, unite
from proposals.models import MergeOffer, Proposal
from proposals.reading import handed_in
from reviews.actions import candidates, joining, revising
from workshops.models import Call, Meeting

PAIR = (PAULAS[0], 14)
"""Numbers of the workshops that may become one: Paula's joins the other."""
TO_REVISE = 1
"""Number of the workshop that comes back revised."""
ASKED = (
    "Name a second chair from another institution.",
    "Leave at least 45 minutes for discussion, as the last talk of the first half has none.",
    "Say which of the talks show data that were not published before.",
)
REVISED = (
    ("Let the summary begin with its question.", "yes", "It does now."),
    (
        "Invite a speaker from outside Europe.",
        "no",
        "Both we asked cannot travel that week; we ask one to join by video.",
    ),
)
WHY = "Both ask how tumours start clots, one from the side of the signals and one from that of the vessel wall."
JOINT = "Tumours, Clots and the Vessel Wall: Which Signals Can Be Interrupted?"
SHARPER = "Whom does a silent clone harm, and where?"


def tell(story: Any, call: Call, last: Meeting) -> None:
    """In the meeting that is read now, and for the talks in the one that is decided."""
    proposals = {each.title: each for each in call.proposals.filter(state="in_review").order_by("pk")}
    numbered = {number: proposals.get(piece.title) for number, piece in enumerate(workshops(Year.THIS))}
    merge(story, numbered[PAIR[1]], numbered[PAIR[0]])
    ask(story, numbered[PAULAS[1]])
    revise(story, numbered[TO_REVISE])
    find_places(story, last)


def merge(story: Any, lead: Proposal, other: Proposal) -> None:
    """Both agreed to draft; the joint text is begun, and has more minutes than the format allows."""
    offer: MergeOffer = joining.suggest(lead, other, reason=WHY, by=story.person("chen"), at=story.days(-2))
    for place, proposal in enumerate((lead, other)):
        actions.agree_to_draft(offer, by=proposal.proposer, at=story.days(-1.8 + place / 10))
    one, two = handed_in([lead, other]).values()
    rows = {each.name for name in ("faculty", "items", "editions") for each in offered_rows(name, one, two)}
    shared = frozenset({*one.topics, *two.topics}), frozenset({*one.priorities, *two.priorities})
    picks = Picks(summary=BOTH, topics=shared[0], priorities=shared[1], rows=frozenset(rows))
    joint = actions.begin_joint(offer, unite(one, two, picks), by=other.proposer, at=story.days(-1.5))
    given = {"base_version": joint.version, "by": lead.proposer, "at": story.days(-1.2)}
    actions.save(joint, "basics", {"title": JOINT}, **given)


def ask(story: Any, proposal: Proposal) -> None:
    """Paula has answered the first of three points."""
    until = story.days(12)
    revising.ask(proposal, points=ASKED, until=until, by=story.person("chen"), at=story.days(-2))
    proposal.refresh_from_db()
    first = proposal.points.first()
    replies = {f"{first.code}-did": "yes", first.code: "Raj Rao’s colleague at Banyan chairs with me."}
    given = {"base_version": proposal.version, "by": proposal.proposer, "at": story.days(-1)}
    actions.save(proposal, "points", {"replies": replies}, **given)


def revise(story: Any, proposal: Proposal) -> None:
    """Asked, answered, and back with its readers."""
    points = [text for text, _, _ in REVISED]
    asked = revising.ask(proposal, points=points, until=story.days(9), by=story.person("chen"), at=story.days(-2))
    replies = {}
    for point, (_, did, how) in zip(asked.points.all(), REVISED, strict=True):
        replies |= {f"{point.code}-did": did, point.code: how}
    base, by = asked.version, asked.proposer
    base = actions.save(asked, "points", {"replies": replies}, base_version=base, by=by, at=story.days(-1)).base
    summary = f"{SHARPER} {asked.summary}"
    actions.save(asked, "basics", {"summary": summary}, base_version=base, by=by, at=story.days(-0.9))
    actions.resubmit(Proposal.objects.get(pk=asked.pk), by=by, at=story.days(-0.7))


def find_places(story: Any, last: Meeting) -> None:
    """Olga lets the talks of the first declined workshop find another place; the first speaker has said yes."""
    declined = Proposal.objects.filter(call__meeting=last, state="declined").order_by("pk").first()
    made = candidates.make(declined, by=story.person("olga"), at=story.days(-20))
    for candidate in [each for each in made if each.asked_at][:2]:
        answer(candidate, consents=True, at=story.days(-18))

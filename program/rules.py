"""May she? Nothing when she may, a Refusal when not."""

from collections.abc import Collection, Sequence
from typing import Any

from people.refusal import Refusal
from program.hooks.guard import NotThere, taken_apart
from program.models import Release, Scope, Webhook
from scheduling.draft.clashes import Broken
from scheduling.models import Version
from workshops.models import Meeting

TOLD = 8
"""So many broken rules stand in a refusal."""
MOST_WEBHOOKS = 10
LONGEST_DAYS = 730
"""A token that nobody remembers ends by itself."""


def release(person: Any, meeting: Meeting) -> Refusal | None:
    """Releasing is staff's, after whatever approval the society wants."""
    if person is None or (person.is_authenticated and person.is_staff):
        return None
    return Refusal("Only program staff release the program.")


def connect(person: Any) -> Refusal | None:
    """Staff say which other systems read and are told."""
    if person is not None and person.is_authenticated and person.is_staff:
        return None
    return Refusal("Only program staff connect other systems.")


def token(scopes: Collection[str], days: int) -> Refusal | None:
    if not scopes or set(scopes) - set(Scope.values):
        return Refusal("A token reads at least one of the things listed.", "Choose what it may read.")
    if not 1 <= days <= LONGEST_DAYS:
        return Refusal(f"A token lives for at least a day and at most {LONGEST_DAYS}.", "Make a new one then.")
    return None


def release_again(person: Any, earlier: Release, newest: Release) -> Refusal | None:
    """A release that was public and is not the newest."""
    if refusal := release(person, earlier.meeting):
        return refusal
    if earlier.published_at is None:
        return Refusal(f"Program {earlier.number} was never public.", "Choose one that was.")
    if earlier == newest:
        return Refusal(f"Program {earlier.number} is the newest already.", "Choose an earlier one.")
    return None


def webhook(meeting: Meeting, address: str) -> Refusal | None:
    """Where its name leads is looked at each time something is sent."""
    try:
        taken_apart(address)
    except NotThere as reason:
        return Refusal(str(reason), "Ask those who run the other system.")
    told = set(meeting.webhooks.values_list("address", flat=True))
    if address in told:
        return Refusal("That address is told already.")
    if len(told) >= MOST_WEBHOOKS:
        return Refusal(f"A meeting has at most {MOST_WEBHOOKS} webhooks.", "Remove one first.")
    return None


def is_on(hook: Webhook) -> Refusal | None:
    return Refusal("This webhook is turned off.", "Turn it on first.") if hook.disabled_at else None


def answered_for(open_clashes: Sequence[Broken]) -> Refusal | None:
    """Every broken rule of the draft is acknowledged with a reason."""
    if not open_clashes:
        return None
    told = " ".join(f"{each.sentence}." for each in open_clashes[:TOLD])
    more = f" And {len(open_clashes) - TOLD} more." if len(open_clashes) > TOLD else ""
    count = "1 rule is" if len(open_clashes) == 1 else f"{len(open_clashes)} rules are"
    return Refusal(
        f"{count} broken that nobody has acknowledged: {told}{more}",
        "Mend them in the schedule, or say on its page Clashes why they may stay.",
    )


def releasable(version: Version) -> Refusal | None:
    """A draft with at least one session in it."""
    if version.frozen_at:
        return Refusal(f"Version {version.number} was released already.", "Release the draft instead.")
    if not version.placements.exists():
        return Refusal("No session has a place yet.", "Place at least one session, then release.")
    return None

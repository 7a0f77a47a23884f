"""What this floor does when a proposal is confirmed or leaves, or its people change."""

from django.dispatch import receiver

from proposals.signals import confirmed, left, replaced
from scheduling.actions.journal import vacate
from scheduling.actions.sessions import open_session, replace_person
from scheduling.models import Session


@receiver(confirmed)
def open_its_session(sender, proposal, by, at, **kwargs):
    open_session(proposal, by=by, at=at)


@receiver(left)
def free_its_place(sender, proposal, by, at, **kwargs):
    """The draft's room and time are free again; feeds tell of the cancellation with the next release."""
    vacate(Session.objects.filter(proposal=proposal), by=by, at=at)


@receiver(replaced)
def replace_her_in_its_session(sender, proposal, person, key, by, at, **kwargs):
    replace_person(proposal, person, key, by=by, at=at)

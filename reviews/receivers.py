"""What this floor does when two proposals have become one."""

from django.dispatch import receiver

from letters.actions import discard
from letters.models import Letter
from proposals.signals import merged
from reviews.models import Decision


@receiver(merged)
def drop_letters_that_are_no_longer_true(sender, lead, other, by, at, **kwargs):
    """A held decision letter quotes a text that is no longer the proposal's; decisions themselves stay readable."""
    decisions = Decision.objects.unreleased().filter(proposal__in=[lead, other], letter__isnull=False)
    discard(Letter.objects.filter(pk__in=decisions.values("letter")), by=None, at=at)

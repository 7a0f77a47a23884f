"""What this floor does when two proposals have become one, and when a text is handed in."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from letters.actions import discard
from letters.models import Letter
from proposals.models import Revision
from proposals.models.proposal import RevisionKind
from proposals.signals import merged
from reviews.actions.binding import bind
from reviews.models import Decision


@receiver(merged)
def drop_letters_that_are_no_longer_true(sender, lead, other, by, at, **kwargs):
    """A held decision letter quotes a text that is no longer the proposal's; decisions themselves stay readable."""
    decisions = Decision.objects.unreleased().filter(proposal__in=[lead, other], letter__isnull=False)
    discard(Letter.objects.filter(pk__in=decisions.values("letter")), by=None, at=at)


@receiver(post_save, sender=Revision)
def hide_what_follows_from_ties(sender, instance, created, **kwargs):
    """A text that is handed in may name other people than the one before."""
    if created and instance.kind == RevisionKind.SUBMITTED:
        transaction.on_commit(partial(bind, [instance.proposal], at=instance.at))

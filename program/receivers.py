"""What this floor does when something happens below."""

from functools import partial

from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone

from program.current import point
from program.masthead import keep_masthead
from program.stars import cookie_codes, merge
from proposals.faculty.released import tells_release
from workshops.models import Meeting, Society


@receiver(user_logged_in)
def keep_stars_on_sign_in(sender, request, user, **kwargs):
    codes = cookie_codes(request) if request else []
    if codes:
        merge(codes, user, at=timezone.now())
        request.stars_are_hers = True  # config.middleware.ForgetStars takes the cookie away


@receiver(post_save, sender=Meeting)
def show_or_hide_what_is_released(sender, instance, created, **kwargs):
    if not created:
        # a tick mends what this misses
        transaction.on_commit(partial(point, instance), robust=True)


@receiver(post_save, sender=Society)
def write_down_whose_pages_these_are(sender, **kwargs):
    transaction.on_commit(keep_masthead, robust=True)


@tells_release
def is_released(meeting: Meeting) -> bool:
    """A program of it is public."""
    return meeting.releases.filter(published_at__isnull=False).exists()

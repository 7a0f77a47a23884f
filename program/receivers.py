"""What this floor does when something happens below."""

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils import timezone

from program.stars import cookie_codes, merge
from proposals.faculty.released import tells_release
from workshops.models import Meeting


@receiver(user_logged_in)
def keep_stars_on_sign_in(sender, request, user, **kwargs):
    codes = cookie_codes(request) if request else []
    if codes:
        merge(codes, user, at=timezone.now())


@tells_release
def is_released(meeting: Meeting) -> bool:
    """A program of it is public."""
    return meeting.releases.filter(published_at__isnull=False).exists()

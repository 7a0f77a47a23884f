"""Where a published agenda stands."""

from django.conf import settings
from django.urls import reverse

from outcomes.models import ResearchAgenda


def address_of(agenda: ResearchAgenda) -> str:
    """The whole address of its page."""
    return f"{settings.SITE_ADDRESS}{reverse('agenda', args=[agenda.exercise.meeting.slug, agenda.code])}"

"""What went wrong or is held back, for program staff: letters and background work."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from audit.models import key_of
from dashboard.waiting import Waiting, counted
from jobs.models import Job, JobState
from letters.invitees.address import has_mailbox
from letters.models import Letter, LetterState, Mailbox, Received
from proposals.models import Proposal
from reviews.models import Decision
from reviews.models.conflict import hidden_from

LATELY = timedelta(days=14)


def hidden_keys(person: Any) -> list[str]:
    """As letters and the audit name the proposals that a conflict hides from her."""
    return [key_of(Proposal(pk=pk)) for pk in hidden_from(person).values_list("pk", flat=True)]


def repairs(person: Any, at: datetime) -> Iterator[Waiting]:
    """Held letters of decisions wait in their stage, not here."""
    letters = Letter.objects.visible_to(person).exclude(about__in=hidden_keys(person))
    of_decisions = Decision.objects.filter(letter__isnull=False).order_by().values("letter")
    held = letters.held().exclude(pk__in=of_decisions).count()
    troubles = letters.troubles()
    jobs = Job.objects.visible_to(person).filter(state=JobState.FAILED, finished_at__gte=at - LATELY).count()
    if failed := troubles["failed"]:
        what = f"{counted(failed, 'letter')} could not be sent."
        yield Waiting("Outbox", what, f"{reverse('outbox')}?state={LetterState.FAILED}")
    if returned := troubles["returned"]:
        what = f"{counted(returned, 'letter')} came back: the address has to be corrected."
        yield Waiting("Outbox", what, f"{reverse('outbox')}?state=returned")
    if held:
        what = f"{counted(held, 'letter waits', 'letters wait')} for your release."
        yield Waiting("Outbox", what, f"{reverse('outbox')}?state={LetterState.HELD}")
    yield from of_inbox(person)
    if jobs:
        what = f"{counted(jobs, 'job')} failed in the last two weeks."
        yield Waiting("Background work", what, reverse("job_list"))


def of_inbox(person: Any) -> Iterator[Waiting]:
    """Mail that only a person can answer, and a mailbox that nobody reads meanwhile."""
    if left := Received.objects.visible_to(person).waiting().count():
        what = f"{counted(left, 'mail is', 'mails are')} left for you."
        yield Waiting("Mail that came in", what, f"{reverse('inbox')}?outcome=waiting")
    if has_mailbox() and Mailbox.current().fault:
        yield Waiting("Mail that came in", "The mailbox for answers cannot be read.", reverse("inbox"))

"""Say what one thought of a session; and once that is over, tell who chairs it what it came to."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import batched
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from letters.actions import compose
from people.models import Person
from people.refusal import Refusal, Refused, insist
from program.attending.doors import CHAIRS
from program.attending.feedback import closes_at, give, questions_of, summary_of
from program.attending.places import public_program
from program.engine.feedback import Summary
from program.models import AttendeeRules, Feedback, FeedbackClosing
from program.shelf import FileLost
from scheduling.models import Session
from workshops.models import Meeting

log = logging.getLogger(__name__)
AT_ONCE = 500
LONGEST = timedelta(days=90)
"""Feedback is asked for no longer; so long after a meeting the tick looks at it."""


@transaction.atomic
def give_feedback(session: Session, answers: Mapping[str, str], *, by: Any, at: datetime) -> Feedback:
    """Hers, until it closes the last one she sent. The audit does not say that she answered."""
    program = public_program(session.meeting)
    frozen = program.session_by_code.get(session.code) if program else None
    asked = AttendeeRules.of(session.meeting)
    if frozen is None:
        raise Refused(Refusal("This session is not in the public program."))
    insist(give(by, session, frozen, asked, at))
    labels = {each.label for each in questions_of(asked)}
    said = {label: words for label, words in answers.items() if label in labels and words}
    if not said:
        raise Refused(Refusal("Nothing is answered yet."))
    row, _ = Feedback.objects.update_or_create(session=session, person=by, defaults={"answers": said, "at": at})
    return row


def close_feedback(at: datetime) -> None:
    """At each tick: sessions whose feedback is over are told to who chairs them, once."""
    rules = AttendeeRules.objects.filter(
        feedback_days__gt=0, meeting__is_public=True, meeting__ends_on__gte=(at - 2 * LONGEST).date()
    )
    for asked in rules.select_related("meeting"):
        try:
            program = public_program(asked.meeting)
        except FileLost:
            log.exception("feedback of meeting %s waits for the program that is lost", asked.meeting.pk)
            continue
        over = [each.code for each in program.living if closes_at(each, asked) <= at] if program else []
        for some in batched(over, AT_ONCE):
            found = asked.meeting.sessions.filter(code__in=some, feedback_closing__isnull=True)
            for session in found.order_by("pk"):
                session.meeting = asked.meeting
                _close(session, asked, at)


@transaction.atomic
def _close(session: Session, asked: AttendeeRules, at: datetime) -> None:
    _, is_new = FeedbackClosing.objects.get_or_create(session=session, defaults={"at": at})
    found = summary_of(session, asked)
    if is_new and found.is_enough:
        people = Person.objects.filter(session_roles__session=session, session_roles__role__in=CHAIRS)
        for person in people.exclude(email=None).distinct():
            _tell(person, session, asked.meeting, found, at)


def _tell(person: Person, session: Session, meeting: Meeting, found: Summary, at: datetime) -> None:
    values = {
        "name": person.name,
        "session": session.title,
        "meeting": meeting.name,
        "answers": str(found.answers),
        "marks": " ".join(
            f"{each.question.label} {each.mean:.1f} of 5." for each in found.told if each.mean is not None
        ),
        "link": settings.SITE_ADDRESS.rstrip("/") + reverse("feedback_summary", args=[meeting.slug, session.code]),
    }
    compose("program.feedback", meeting.letter_set, values, to=person, by=None, at=at, about=session, hold=False)

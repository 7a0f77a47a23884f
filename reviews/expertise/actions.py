"""What a member says: the topics she knows, and which proposals she can judge."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.models import Person
from people.refusal import insist
from proposals.models import Proposal
from reviews.expertise import rules
from reviews.models import Bid, TopicChoice
from workshops.models import Meeting, Topic


@transaction.atomic
def choose_topics(meeting: Meeting, *, topics: Collection[Topic], by: Any, at: datetime) -> None:
    """These are hers in this meeting, and no others."""
    insist(rules.choose_topics(by, meeting))
    Person.objects.select_for_update().get(pk=by.pk)
    hers = TopicChoice.objects.filter(person=by, topic__meeting=meeting)
    before, wanted = set(hers.values_list("topic", flat=True)), {topic.pk for topic in topics}
    if before == wanted:
        return
    hers.exclude(topic__in=wanted).delete()
    TopicChoice.objects.bulk_create([TopicChoice(person=by, topic_id=key) for key in sorted(wanted - before)])
    record("choose topics", meeting, by=by, at=at, topics=sorted(wanted))


@transaction.atomic
def bid(proposal: Proposal, *, can_judge: bool | None, wish: int, by: Any, at: datetime) -> None:
    """What she says of it now; saying nothing takes back what she said. The audit notes that she spoke."""
    insist(rules.bid(by, proposal))
    Person.objects.select_for_update().get(pk=by.pk)
    said = Bid.objects.filter(person=by, proposal=proposal)
    if said.filter(can_judge=can_judge, wish=wish).exists() or (can_judge is None and not wish and not said.exists()):
        return
    if can_judge is None and not wish:
        said.delete()
    else:
        Bid.objects.update_or_create(
            person=by, proposal=proposal, defaults={"can_judge": can_judge, "wish": wish, "at": at}
        )
    record("say what she can judge", proposal, by=by, at=at)


def cannot_judge(proposal: Proposal, *, by: Any, at: datetime) -> None:
    """She says so by declining to read it; whether she would like to read it stays as she said."""
    said = {"can_judge": False, "at": at}
    Bid.objects.update_or_create(person=by, proposal=proposal, defaults=said)

"""What an acceptance hangs on: a thing to do, who owes it, and by when."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from proposals.lifecycle import State
from reviews.models.conflict import hidden_from
from reviews.models.decision import Decision
from workshops.models import Seat


class ConditionQuerySet(models.QuerySet):
    def open(self) -> "ConditionQuerySet":
        return self.filter(done_at__isnull=True)

    def told(self) -> "ConditionQuerySet":
        """Of proposals that were accepted with them, and are still to be held: before that nobody owes anything."""
        living = Q(decision__proposal__state__in=[State.ACCEPTED, State.CONFIRMED])
        return self.filter(living, decision__released_at__isnull=False)

    def owed_by(self, person) -> "ConditionQuerySet":
        return self.told().open().filter(owner=person) if person.is_authenticated else self.none()

    def matching(self, words: str) -> "ConditionQuerySet":
        return self.filter(Q(text__icontains=words) | Q(decision__proposal__title__icontains=words))

    def visible_to(self, person) -> "ConditionQuerySet":
        """What she oversees, and what she owes herself."""
        if not person.is_authenticated:
            return self.none()
        return self.told().filter(Q(pk__in=self.watched_by(person).order_by().values("pk")) | Q(owner=person))

    def watched_by(self, person) -> "ConditionQuerySet":
        """Those whose proposals she oversees: staff all, others those of committees that they lead or decide in."""
        if not person.is_authenticated:
            return self.none()
        seats = Seat.objects.of(person).filter(committee=OuterRef("decision__stage__committee"))
        seats = seats.filter(Q(may_assign=True) | Q(may_approve=True) | Q(may_recommend=True))
        rows = self if person.is_staff else self.filter(Exists(seats))
        return rows.exclude(decision__proposal__in=hidden_from(person))


class Condition(models.Model):
    """Checked off by who oversees the stage. Its words stand in the letter that accepts the proposal."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="conditions")
    text = models.TextField("what has to be done")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="who owes it"
    )
    due_on = models.DateField("due")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ConditionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.text

"""A conflict of interest hides a proposal from a person, everywhere."""

from functools import reduce
from operator import or_

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower

from people.page_memory import is_one_page, remembered
from proposals.models import Faculty, Proposal


class ConflictQuerySet(models.QuerySet):
    def of(self, person) -> "ConflictQuerySet":
        return self.filter(person=person)

    def declared(self) -> "ConflictQuerySet":
        """Those that a person wrote down; the others follow from a tie, or from a second account."""
        return self.filter(found=False)

    def visible_to(self, person) -> "ConflictQuerySet":
        """Staff keep the list, without the proposals in which they have a conflict themselves."""
        if not (person.is_authenticated and person.is_staff):
            return self.none()
        return self.exclude(proposal__in=hidden_from(person))


class Conflict(models.Model):
    """`by` is who declared it: the person herself, or staff. `found`: by a rule, and kept as a row so that it hides
    the proposal in every query (reviews.actions.binding).
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="conflicts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="conflicts")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    found = models.BooleanField("found by a rule", default=False)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "person"], name="conflict_once_per_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.person} and {self.proposal}"


NOTHING = 0
"""No row's key: with it a list of keys is never empty, so that whoever has nothing in it asks as much."""


def hidden_from(person) -> "models.QuerySet[Proposal]":
    """Keys of the proposals of which this person sees nothing while they are judged: her own, those whose faculty
    names her (by account or by any address of hers), those for which a conflict was declared or found, and those
    that were merged with one of these. While a page is shown they are asked for once.
    """
    if not is_one_page():
        return bound_to(person)
    return Proposal.objects.order_by().filter(pk__in=[*hidden_keys(person), NOTHING]).values("pk")


def hidden_keys(person) -> tuple[int, ...]:
    """The same as numbers."""
    return remembered(("hidden from", person.pk), lambda: tuple(sorted(row["pk"] for row in bound_to(person))))


def bound_to(person) -> "models.QuerySet[Proposal]":
    """The same, always as one condition of a larger query: for many people at once.

    Lists that do not depend on the row, beside one another and without a join: a database that knows nothing yet of
    how long its tables are (PostgreSQL after an import) otherwise tries every proposal with every other.
    """
    hers = EmailAddress.objects.filter(user=person.pk).annotate(low=Lower("email")).values("low")
    named = Q(person=person.pk) | Q(low__in=hers)
    if person.is_authenticated and person.email:
        named |= Q(low=person.email)
    faculty = Faculty.objects.order_by().annotate(low=Lower("email")).filter(named)
    declared = Conflict.objects.order_by().filter(person=person.pk)
    binds = Q(proposer=person.pk) | Q(pk__in=faculty.values("proposal")) | Q(pk__in=declared.values("proposal"))
    bound = Proposal.objects.order_by().filter(binds)
    took_in = bound.filter(merged_into__isnull=False).values("merged_into")
    return Proposal.objects.order_by().filter(binds | Q(merged_into__in=bound) | Q(pk__in=took_in)).values("pk")


def reader_in_conflict() -> Q:
    """The same test for rows that have a `proposal` and a `reviewer` of their own. Each way by itself: a database
    looks up one key, but goes through a whole table for this key or that.
    """
    declared = Conflict.objects.filter(person=OuterRef("reviewer"))
    addresses = EmailAddress.objects.annotate(low=Lower("email"))
    named = Faculty.objects.annotate(low=Lower("email")).filter(
        Q(person=OuterRef("reviewer"))
        | Q(low=OuterRef("reviewer__email"))
        | Exists(addresses.filter(user=OuterRef(OuterRef("reviewer")), low=OuterRef("low")))
    )
    took_in = Proposal.objects.filter(merged_into=OuterRef("proposal"), proposer=OuterRef("reviewer"))
    ways = [
        rows.order_by().filter(**{key: OuterRef("proposal")})
        for rows in (declared, named)
        for key in ("proposal", "proposal__merged_into")
    ]
    return reduce(or_, map(Exists, ways), Q(Exists(took_in)) | Q(proposal__proposer=F("reviewer")))

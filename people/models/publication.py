"""What a person has published, as she pasted it: what she knows, and with whom she wrote."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class PublicationQuerySet(models.QuerySet):
    def of(self, person) -> "PublicationQuerySet":
        """Hers. Nobody else reads the list; committees learn of it what matches a proposal."""
        return self.filter(person=person.pk) if person.is_authenticated else self.none()


class Publication(models.Model):
    """`authors` is a list of names, given name first; `doi` in lower case, without an address before it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="publications")
    title = models.CharField(max_length=500)
    abstract = models.TextField(blank=True)
    authors = models.JSONField(default=list, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    venue = models.CharField("journal or book", max_length=300, blank=True)
    doi = models.CharField("DOI", max_length=200, blank=True)
    added_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = [models.F("year").desc(nulls_last=True), "title", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="publication_has_a_title"),
            models.UniqueConstraint(
                fields=["person", "doi"], condition=~Q(doi=""), name="publication_doi_once_per_person"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def text(self) -> str:
        """What it is about, in its own words."""
        return f"{self.title}. {self.abstract}".strip()

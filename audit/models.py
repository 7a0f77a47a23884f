"""One row for each thing somebody did; rows are added, never changed, and outlive what they tell of."""

from django.db import models


class EntryQuerySet(models.QuerySet):
    def about(self, thing) -> "EntryQuerySet":
        """Entries about one row of any floor, newest first."""
        return self.filter(about=key_of(thing)).order_by("-id")


class Entry(models.Model):
    """Who did what to which thing and when. `about` is an opaque key, so that nothing is ever cascaded away."""

    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=60)
    about = models.CharField(max_length=120, db_index=True)
    detail = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by_name or 'Convoke'} {self.verb} {self.about}"


def key_of(thing) -> str:
    """The opaque key of a saved row: its table's label and its primary key."""
    return f"{thing._meta.label_lower}:{thing.pk}"

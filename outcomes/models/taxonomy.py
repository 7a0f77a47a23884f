"""Themes that items are grouped by, in editions: a theme renamed in a later edition still knows what it was."""

from django.db import models


class Taxonomy(models.Model):
    """One edition of a list of themes; editions of one list share its name."""

    name = models.CharField(max_length=120)
    edition = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "-edition"]
        verbose_name_plural = "taxonomies"
        constraints = [
            models.UniqueConstraint(fields=["name", "edition"], name="taxonomy_edition_once"),
        ]

    def __str__(self) -> str:
        return self.name if self.edition == 1 else f"{self.name}, edition {self.edition}"


class Theme(models.Model):
    """`continues` is the theme of the edition before, under whatever name it had."""

    taxonomy = models.ForeignKey(Taxonomy, on_delete=models.CASCADE, related_name="themes")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=160)
    order = models.PositiveSmallIntegerField(default=0)
    continues = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="continued_by"
    )

    class Meta:
        ordering = ["taxonomy", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["taxonomy", "code"], name="theme_code_once_per_edition"),
        ]

    def __str__(self) -> str:
        return self.name

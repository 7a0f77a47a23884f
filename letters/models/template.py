"""What a society writes: sets of letter templates, reused from meeting to meeting."""

from django.db import models


class LetterSetQuerySet(models.QuerySet):
    def with_own_letters(self) -> "LetterSetQuerySet":
        """Each with `own`, how many letters it has in the society's own words."""
        return self.annotate(own=models.Count("templates"))


class LetterSet(models.Model):
    """The letters of one society or series; a meeting points to the set it uses."""

    name = models.CharField(max_length=120, unique=True)

    objects = LetterSetQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class LetterTemplate(models.Model):
    """One letter with named placeholders in double braces; `kind` is a key of letters.kinds.KINDS."""

    letter_set = models.ForeignKey(LetterSet, on_delete=models.CASCADE, related_name="templates")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    body = models.TextField(help_text="Markdown. Only the placeholders listed beside are known.")

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(fields=["letter_set", "kind"], name="letter_template_once_per_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}"

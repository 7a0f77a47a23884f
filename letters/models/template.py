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


FALLBACK_LAST = models.Case(models.When(name="", then=1), default=0)


class LetterTemplate(models.Model):
    """One letter with named placeholders in double braces; `kind` is a key of letters.kinds.KINDS.

    Of several of a kind the first whose condition holds is taken (letters.choosing). `when` is {name of a fact:
    answers that fit}. The one without a condition has no name and comes last: it is for all others.
    """

    letter_set = models.ForeignKey(LetterSet, on_delete=models.CASCADE, related_name="templates")
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=80, blank=True)
    when = models.JSONField(default=dict, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    subject = models.CharField(max_length=200)
    body = models.TextField(help_text="Markdown. Only the placeholders listed beside are known.")

    class Meta:
        ordering = ["kind", FALLBACK_LAST, "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["letter_set", "kind", "name"], name="letter_template_name_once_per_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}"

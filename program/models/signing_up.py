"""Sessions with limited places: how many there are, who has one and who waits for one."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q

from scheduling.models import Session


class SignUpQuerySet(models.QuerySet):
    def counted(self) -> "SignUpQuerySet":
        """With `taken` places, and how many people are `waiting` for one."""
        return self.annotate(
            taken=Count("enrolments", filter=Q(enrolments__placed_at__isnull=False)),
            waiting=Count("enrolments", filter=Q(enrolments__placed_at__isnull=True)),
        )


class SignUp(models.Model):
    """People sign up for this session. Whoever changes who has a place holds this row's lock.

    Without a number of `places` there are as many as its room holds in the public program. `called_off_at`: when its
    people were told that it is cancelled.
    """

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="sign_up")
    places = models.PositiveIntegerField(
        null=True, blank=True, help_text="Empty: as many as its room holds, in the public program."
    )
    called_off_at = models.DateTimeField(null=True, blank=True)

    objects = SignUpQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Sign-up for {self.session}"


class EnrolmentQuerySet(models.QuerySet):
    def placed(self) -> "EnrolmentQuerySet":
        return self.filter(placed_at__isnull=False)

    def waiting(self) -> "EnrolmentQuerySet":
        """Who asked first is first."""
        return self.filter(placed_at__isnull=True).order_by("asked_at", "id")


class Enrolment(models.Model):
    """A person who signed up: with a place since `placed_at`, else on the waiting list."""

    sign_up = models.ForeignKey(SignUp, on_delete=models.CASCADE, related_name="enrolments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments")
    asked_at = models.DateTimeField()
    placed_at = models.DateTimeField(null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["sign_up", "person"], name="enrolment_once_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.sign_up.session}"

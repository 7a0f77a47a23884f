"""What people thought of a session, asked once it is over."""

from django.conf import settings
from django.db import models

from scheduling.models import Session


class Feedback(models.Model):
    """One person's answers, by the label of a question. Nobody but she is ever shown whose they are."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="feedback")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feedback")
    answers = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "feedback"
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="feedback_once_per_session"),
        ]

    def __str__(self) -> str:
        return f"Feedback on {self.session}"


class FeedbackClosing(models.Model):
    """Feedback on this session is over, and who chairs it was told what it came to."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="feedback_closing")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Feedback on {self.session} is over"

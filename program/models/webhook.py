"""Addresses of other systems that are told when a program is released, and what was sent to each."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Prefetch, Q, Subquery

from workshops.models import Meeting


class WebhookQuerySet(models.QuerySet):
    def living(self) -> "WebhookQuerySet":
        return self.filter(disabled_at=None)

    def with_last(self) -> "WebhookQuerySet":
        """With `last`: a list of the newest message, or none."""
        newest = Delivery.objects.filter(webhook=OuterRef("webhook")).order_by("-made_at", "-pk").values("pk")[:1]
        return self.prefetch_related(
            Prefetch("deliveries", Delivery.objects.filter(pk=Subquery(newest)), to_attr="last")
        )


class Webhook(models.Model):
    """`told` is the number of the release that the last message was about; none while nothing is public. Its secret
    follows from `salt` (program.hooks.signing)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="webhooks")
    address = models.CharField(max_length=500)
    salt = models.CharField(max_length=43)
    told = models.PositiveIntegerField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    disabled_at = models.DateTimeField(null=True, blank=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "address"], name="webhook_address_once_per_meeting"),
            models.CheckConstraint(condition=~Q(address=""), name="webhook_has_an_address"),
        ]

    def __str__(self) -> str:
        return self.address.partition("?")[0]


class DeliveryQuerySet(models.QuerySet):
    def due(self, at: datetime) -> "DeliveryQuerySet":
        return self.filter(due_at__lte=at, webhook__disabled_at=None)


class Delivery(models.Model):
    """One message to one address: waiting until `due_at`, delivered, or given up. `number` goes with it each time."""

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    number = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=40)
    body = models.TextField()
    made_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    fault = models.CharField(max_length=300, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name_plural = "deliveries"
        indexes = [models.Index(fields=["due_at"], name="delivery_by_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_at__isnull=False, delivered_at=None, given_up_at=None)
                | Q(due_at=None, delivered_at__isnull=False, given_up_at=None)
                | Q(due_at=None, delivered_at=None, given_up_at__isnull=False),
                name="delivery_waits_or_is_over",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def state(self) -> str:
        return "delivered" if self.delivered_at else "given up" if self.given_up_at else "waiting"

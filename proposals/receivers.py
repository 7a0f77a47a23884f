"""A person who proves an address becomes the person of the rows that name it."""

from allauth.account.signals import email_confirmed
from django.dispatch import receiver

from proposals.models import Faculty


@receiver(email_confirmed)
def know_her_by_this_address(sender, email_address, **kwargs) -> None:
    rows = Faculty.objects.filter(email=email_address.email.lower(), person=None)
    rows.update(person=email_address.user)

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import timezone

from people.actions import open_with_first_staff


class Command(BaseCommand):
    help = "Make the person with this e-mail address program staff; safe to repeat."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *, email, **options):
        try:
            validate_email(email)
        except ValidationError as fault:
            raise CommandError(f"{email} is not an e-mail address.") from fault
        person, is_new = open_with_first_staff(email, at=timezone.now())
        address = f"{settings.SITE_ADDRESS}{reverse('account_request_login_code')}"
        self.stdout.write(f"{person.email} is {'now ' if is_new else ''}program staff.")
        self.stdout.write(f"To sign in, open {address}, enter that address, and type the code that is mailed to it.")
        self.stdout.write("Then add a passkey under “Signing in”, and your name under “Profile”.")

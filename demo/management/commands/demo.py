"""manage.py demo"""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo.telling import tell_all
from people.models import Person
from workshops.models import Society


class Command(BaseCommand):
    help = "Fill an empty installation with the demo's society, its past and its present; safe to repeat."
    requires_system_checks: tuple[str, ...] = ()  # asked at every start of the demo: the second one is quick

    def handle(self, *args, **options):
        if not settings.DEMO_SIGN_IN:
            raise CommandError("The demo's people sign in without a secret, so they are made in a demo only.")
        if Person.objects.exists() and not Society.objects.exists():
            raise CommandError("People are here already: the demo is told in an empty installation.")
        if not tell_all(timezone.now(), self.say):
            self.stdout.write("The demo has been told already; nothing was changed.")

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()

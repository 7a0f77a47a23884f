from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from jobs.ticking import tick


class Command(BaseCommand):
    help = "Do what must happen every minute; call it from cron or a systemd timer."

    def handle(self, *args, **options):
        failed = tick(timezone.now())
        if failed:
            raise CommandError(f"Failed, see the log: {', '.join(failed)}. The rest was done.")

"""manage.py release SLUG [--note TEXT] [--despite REASON]"""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from people.refusal import Refused
from program.actions import releasing
from scheduling.actions.placing import draft_of
from workshops.models import Meeting


class Command(BaseCommand):
    help = "Freeze the draft schedule of a meeting and publish it, with every file rendered."

    def add_arguments(self, parser):
        parser.add_argument("meeting", metavar="SLUG")
        parser.add_argument("--note", default="")
        parser.add_argument("--despite", default="", help="the reason for which broken rules are acknowledged")

    def handle(self, *args, meeting, note, despite, **options):
        row = Meeting.objects.filter(slug=meeting).first()
        if row is None:
            raise CommandError(f"There is no meeting {meeting}.")
        now = timezone.now()
        draft = draft_of(row, at=now)
        for held in releasing.waiting_for(draft):
            self.stdout.write(self.style.WARNING(held.sentence))
        try:
            made = releasing.release(draft, note=note, by=None, at=now, in_background=False, despite=despite)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        made = releasing.render(made, at=timezone.now(), tell=self.tell)
        address = releasing.setting_of(row).address
        self.stdout.write(f"Release {made.number} of {row} is public, with {made.files.count()} files:")
        for name in ("program/", "program.ics", "program.pdf", "program.json", "schedule.xml", "schedule.json"):
            self.stdout.write(f"  {address}{name}")

    def tell(self, progress, message):
        if self.stderr.isatty():
            self.stderr.write(f"\r{progress:3} % {message:<60}", ending="")

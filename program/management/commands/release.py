"""manage.py release SLUG [--note TEXT] [--despite REASON] [--again NUMBER]"""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from people.refusal import Refused
from program.actions import releasing, rolling_back
from scheduling.actions.placing import draft_of
from workshops.models import Meeting


class Command(BaseCommand):
    help = "Freeze the draft schedule of a meeting, or take an earlier release, and publish it with every file."

    def add_arguments(self, parser):
        parser.add_argument("meeting", metavar="SLUG")
        parser.add_argument("--note", default="")
        parser.add_argument("--despite", default="", help="the reason for which broken rules are acknowledged")

        parser.add_argument("--again", type=int, metavar="NUMBER", help="an earlier release, instead of the draft")

    def handle(self, *args, meeting, note, despite, again, **options):
        row = Meeting.objects.filter(slug=meeting).first()
        if row is None:
            raise CommandError(f"There is no meeting {meeting}.")
        try:
            made = self.of_earlier(row, again, note) if again else self.of_draft(row, note, despite)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        made = releasing.render(made, at=timezone.now(), tell=self.tell)
        address = releasing.setting_of(row).address
        self.stdout.write(f"Release {made.number} of {row} is public, with {made.files.count()} files:")
        for name in ("program/", "program.ics", "program.pdf", "program.json", "schedule.xml", "schedule.json"):
            self.stdout.write(f"  {address}{name}")

    def of_draft(self, meeting, note, despite):
        now = timezone.now()
        draft = draft_of(meeting, at=now)
        for held in releasing.waiting_for(draft):
            self.stdout.write(self.style.WARNING(held.sentence))
        return releasing.release(draft, note=note, by=None, at=now, in_background=False, despite=despite)

    def of_earlier(self, meeting, number, note):
        earlier = meeting.releases.filter(number=number).first()
        if earlier is None:
            raise CommandError(f"{meeting} has no release {number}.")
        for change in rolling_back.would_change(earlier, at=timezone.now()):
            self.stdout.write(f"{change.session.title}: {change.sentence}")
        return rolling_back.release_again(earlier, note=note, by=None, at=timezone.now(), in_background=False)

    def tell(self, progress, message):
        if self.stderr.isatty():
            self.stderr.write(f"\r{progress:3} % {message:<60}", ending="")

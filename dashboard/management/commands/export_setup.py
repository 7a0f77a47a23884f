"""manage.py export_setup SLUG [-o FILE]"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from dashboard.actions.setups import export_setup
from dashboard.setup_file.faults import Unfit
from workshops.models import Meeting


class Command(BaseCommand):
    help = "Write a meeting's process as a setup file, without people, proposals and decisions."

    def add_arguments(self, parser):
        parser.add_argument("meeting", metavar="SLUG")
        parser.add_argument("-o", "--output", type=Path, help="default: standard output")

    def handle(self, *args, meeting, output, **options):
        row = Meeting.objects.filter(slug=meeting).first()
        if row is None:
            raise CommandError(f"There is no meeting {meeting}.")
        try:
            body = export_setup(row, by=None)
        except Unfit as unfit:
            raise CommandError(f"Nothing was written. {unfit}") from None
        if output:
            output.write_bytes(body)
        else:
            self.stdout._out.buffer.write(body)

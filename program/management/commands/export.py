"""manage.py export SLUG ics|pdf|json|xml|csv [-o FILE]"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from program.models import Release
from program.shelf import body_of
from workshops.models import Meeting

NAMES = {
    "ics": "program.ics",
    "pdf": "program.pdf",
    "json": "program.json",
    "xml": "schedule.xml",
    "c3voc": "schedule.json",
    "csv": "program.csv",
}


class Command(BaseCommand):
    help = "Write a file of the current release, byte for byte as the site serves it."

    def add_arguments(self, parser):
        parser.add_argument("meeting", metavar="SLUG")
        parser.add_argument("form", choices=sorted(NAMES))
        parser.add_argument("-o", "--output", type=Path, help="default: standard output")

    def handle(self, *args, meeting, form, output, **options):
        row = Meeting.objects.filter(slug=meeting).first()
        release = Release.objects.published().filter(meeting=row).order_by("-number").first() if row else None
        file = release.files.filter(name=NAMES[form]).first() if release else None
        if file is None:
            raise CommandError(f"{meeting} has no released {NAMES[form]}.")
        if output:
            output.write_bytes(body_of(file))
        else:
            self.stdout._out.buffer.write(body_of(file))

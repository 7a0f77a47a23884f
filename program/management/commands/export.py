"""manage.py export SLUG ics|pdf|json|xml|c3voc|csv|xlsx|NAME [-o FILE]"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from program.models import Release
from program.rendition.bundle import is_public
from program.shelf import body_of
from workshops.models import Meeting

NAMES = {
    "ics": "program.ics",
    "pdf": "program.pdf",
    "json": "program.json",
    "xml": "schedule.xml",
    "c3voc": "schedule.json",
    "csv": "program.csv",
    "xlsx": "program.xlsx",
}


class Command(BaseCommand):
    help = "Write a file of the current release, byte for byte as the site serves it."

    def add_arguments(self, parser):
        parser.add_argument("meeting", metavar="SLUG")
        forms = ", ".join(sorted(NAMES))
        parser.add_argument("form", metavar="FORM", help=f"{forms}, or the name of a file, like pocket.pdf")
        parser.add_argument("-o", "--output", type=Path, help="default: standard output")

    def handle(self, *args, meeting, form, output, **options):
        row = Meeting.objects.filter(slug=meeting).first()
        release = Release.objects.published().filter(meeting=row).order_by("-number").first() if row else None
        name = NAMES.get(form, form)
        files = {each.name: each for each in release.files.all() if is_public(each.name)} if release else {}
        if name not in files:
            papers = ", ".join(sorted(each for each in files if each.endswith(".pdf")))
            printed = f" What is printed of it: {papers}." if papers else ""
            raise CommandError(f"{meeting} has no released {name}.{printed}")
        file = files[name]
        if output:
            output.write_bytes(body_of(file))
        else:
            self.stdout._out.buffer.write(body_of(file))

"""manage.py import_program FILE --meeting SLUG [--format F] [--replace]"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from people.refusal import Refused
from program.actions.importing import import_program
from program.exchange.faults import Unreadable
from program.exchange.formats import READERS, read


class Command(BaseCommand):
    help = "Make a meeting of a program from another system (frab or c3voc schedule, or our own program.json)."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--meeting", required=True, metavar="SLUG")
        parser.add_argument("--format", choices=sorted(READERS), default="", help="default: what the file looks like")
        parser.add_argument("--replace", action="store_true", help="replace the sessions the meeting has")

    def handle(self, *args, file, meeting, format, replace, **options):
        try:
            read_in = read(file.read_bytes(), format)
            done = import_program(read_in.program, slug=meeting, by=None, at=timezone.now(), replace=replace)
        except OSError as fault:
            raise CommandError(f"{file} cannot be read: {fault.strerror}.") from None
        except Unreadable as refused:
            lines = "\n".join(f"  {fault}" for fault in refused.faults)
            raise CommandError(f"Nothing was imported. {file.name} says:\n{lines}") from None
        except Refused as refused:
            raise CommandError(f"Nothing was imported. {refused}") from None
        for warning in read_in.warnings:
            self.stderr.write(f"  {warning}")
        placed = done.version.placements.count()
        self.stdout.write(
            f"Imported {done.sessions} sessions ({placed} placed) and {done.people} people into {meeting}, "
            f"with {len(read_in.warnings)} warnings. Publish with: manage.py release {meeting}"
        )

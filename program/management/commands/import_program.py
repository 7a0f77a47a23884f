"""manage.py import_program FILE --meeting SLUG [--format F] [--zone NAME] [--replace]"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from people.refusal import Refused
from program.actions.importing import import_program
from program.exchange.clock import zone_named
from program.exchange.faults import Fault, Unreadable
from program.exchange.formats import READERS, read

MOST_TOLD = 100


class Command(BaseCommand):
    help = (
        "Make a meeting of a program from another system (frab or c3voc schedule, our own program.json or .csv, a "
        "CoSPLib workbook)."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--meeting", required=True, metavar="SLUG")
        parser.add_argument("--format", choices=sorted(READERS), default="", help="default: what the file looks like")
        parser.add_argument("--zone", default="", metavar="NAME", help="time zone, for a file that names none")
        parser.add_argument("--replace", action="store_true", help="replace the sessions the meeting has")

    def handle(self, *args, file, meeting, format, zone, replace, **options):
        if zone and not zone_named(zone):
            raise CommandError(f"“{zone}” is not a time zone we know.")
        try:
            read_in = read(file.read_bytes(), format, zone)
            done = import_program(read_in.program, slug=meeting, by=None, at=timezone.now(), replace=replace)
        except OSError as fault:
            raise CommandError(f"{file} cannot be read: {fault.strerror}.") from None
        except Unreadable as refused:
            lines = "\n".join(_lines(refused.faults))
            raise CommandError(f"Nothing was imported. {file.name} says:\n{lines}") from None
        except Refused as refused:
            raise CommandError(f"Nothing was imported. {refused}") from None
        for line in _lines(read_in.warnings):
            self.stderr.write(line)
        placed = done.version.placements.count()
        self.stdout.write(
            f"Imported {done.sessions} sessions ({placed} placed) and {done.people} people into {meeting}, "
            f"with {len(read_in.warnings)} warnings. Publish with: manage.py release {meeting}"
        )


def _lines(faults: tuple[Fault, ...]) -> list[str]:
    """As many as one reads."""
    more = [f"  and {len(faults) - MOST_TOLD} more like these"] if len(faults) > MOST_TOLD else []
    return [f"  {fault}" for fault in faults[:MOST_TOLD]] + more

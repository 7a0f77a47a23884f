"""manage.py import_setup FILE [--meeting SLUG] [--starts-on DATE] [--check]"""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dashboard.actions.setups import import_setup, preview_setup
from dashboard.setup_file.faults import Unfit
from dashboard.setup_file.toml import MOST_BYTES

MOST_TOLD = 100


class Command(BaseCommand):
    help = "Make a hidden meeting of a setup file: its calls, questions, rules, committees, stages and letters."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--meeting", default="", metavar="SLUG", help="its address; default: the file's")
        parser.add_argument(
            "--starts-on", type=date.fromisoformat, metavar="DATE", help="its first day; every date moves along"
        )
        parser.add_argument("--check", action="store_true", help="only say what it would make, or what is wrong")

    def handle(self, *args, file, meeting, starts_on, check, **options):
        said = {"slug": meeting, "starts_on": starts_on, "by": None, "at": timezone.now()}
        try:
            with file.open("rb") as opened:
                body = opened.read(MOST_BYTES + 1)
            made, counts = preview(body, **said) if check else import_setup(body, **said)
        except OSError as fault:
            raise CommandError(f"{file} cannot be read: {fault.strerror}.") from None
        except Unfit as unfit:
            lines = [f"  {fault}" for fault in unfit.faults[:MOST_TOLD]]
            more = len(unfit.faults) - len(lines)
            lines += [f"  and {more} more like these"] if more else []
            raise CommandError("\n".join([f"Nothing was imported. {file.name} says:", *lines])) from None
        rows = ", ".join(f"{count} {key}" for key, count in counts.items() if key != "meeting")
        done = "would become" if check else "is here, for staff only:"
        self.stdout.write(f"{made.name} {done} /{made.slug}/ with {rows}.")


def preview(body, **said):
    seen = preview_setup(body, **said)
    return seen.meeting, seen.counts

"""manage.py publish_static SLUG DIR"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from program.current import current_of
from program.folder import Unfit, write_folder
from program.masthead import masthead
from program.models import Release
from program.shelf import FileLost
from program.still import StillCopy

STEP = 250


class Command(BaseCommand):
    help = (
        "Write the public program into a folder that needs no server: pages, calendars, tables, book. The folder is "
        "new, empty, or one that this command wrote; it is replaced as a whole."
    )

    def add_arguments(self, parser):
        parser.add_argument("meeting", metavar="SLUG")
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *args, meeting, folder, **options):
        is_public = Release.objects.public().filter(meeting__slug=meeting).exists()
        try:
            now = current_of(meeting) if is_public else None
            if now is None:
                raise CommandError(f"{meeting} has no public program.")
            copy = StillCopy(meeting, now, masthead())
            self.total = len(copy)
            count = write_folder(folder, copy.files(), self.tell)
        except Unfit as unfit:
            raise CommandError(f"Nothing was written. {unfit}") from None
        except FileLost as lost:
            raise CommandError(f"Nothing was written: the storage has lost {lost}.") from None
        except OSError as fault:
            raise CommandError(f"Nothing was written: {fault}.") from None
        self.stdout.write(f"Program {now.number} of {meeting} is in {folder}: {count} files. Open index.html.")

    def tell(self, count, name):
        if count % STEP == 0:
            self.stdout.write(f"{count} of about {self.total} files, now {name}")

"""A worker that stops dead while it renders, once at each of the files that STUCK_AT names; at `letters`, while it
writes the second letter to attendees."""

import os
import time
from pathlib import Path

from django.apps import AppConfig


class StuckWorkerConfig(AppConfig):
    name = "tests.program"
    label = "stuck_worker"

    def ready(self):
        from program.actions import following, releasing
        from program.rendition import papers

        papers.print_paper = lambda paper, tell=None: b"%PDF-1.7 " + paper.name.encode()
        keep = releasing.keep

        def slow_keep(release, name, *rest, **more):
            trace = Path(os.environ["STUCK_FOLDER"], name)
            if name in os.environ["STUCK_AT"].split() and not trace.exists():
                trace.touch()
                time.sleep(600)
            return keep(release, name, *rest, **more)

        releasing.keep = slow_keep
        write, written = following._write, []

        def slow_write(release, notices, *, at):
            """Stuck when the letter is written and nothing says yet that it stays."""
            count, trace = write(release, notices, at=at), Path(os.environ["STUCK_FOLDER"], "letters")
            written.append(count)
            if len(written) == 2 and "letters" in os.environ["STUCK_AT"].split() and not trace.exists():
                trace.touch()
                time.sleep(600)
            return count

        following.TOGETHER, following._write = 1, slow_write

"""manage.py plan SLUG [--seconds N] [--workers N] [--seed N] [--json] [--apply]"""

import json
import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from scheduling.actions.placing import apply_plan, draft_of
from scheduling.planner.planning import run_planner, wanted
from workshops.models import Meeting


class Command(BaseCommand):
    help = "Plan the draft schedule of a meeting. Exit code 0 only when no hard rule is broken."

    def add_arguments(self, parser):
        parser.add_argument("meeting", metavar="SLUG")
        parser.add_argument("--seconds", type=float, default=30)
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--seed", type=int, default=0)
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--apply", action="store_true", help="make the draft what the plan says")

    def handle(self, *args, meeting, seconds, workers, seed, **options):
        row = Meeting.objects.filter(slug=meeting).first()
        if row is None:
            raise CommandError(f"There is no meeting {meeting}.")
        draft = draft_of(row, at=timezone.now())
        found = run_planner(draft, seconds=seconds, workers=workers, seed=seed)
        if options["apply"]:
            apply_plan(draft, wanted(found["places"]), by=None, at=timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps(found, indent=1))
        else:
            self.say(found)
        if found["hard"]:
            sys.exit(1)

    def say(self, found):
        self.stdout.write(
            f"{found['status']}: penalty {found['value']}, bound {found['bound']}, gap {found['gap']:.1%}, "
            f"{len(found['places'])} placed, {len(found['unplaced'])} not, {found['seconds']} s"
        )
        for rule, penalty in sorted(found["terms"].items(), key=lambda term: -term[1]):
            self.stdout.write(f"  {rule}: {penalty}")
        for title, reason in found["unplaced"]:
            self.stdout.write(f"  not placed: {title}: {reason}")
        for sentence in found["sentences"]:
            self.stdout.write(f"  {sentence}")

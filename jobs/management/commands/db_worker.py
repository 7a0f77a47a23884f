"""The engine's worker, which first takes up what a killed one left behind (the engine itself never does)."""

from django.utils import timezone
from django_tasks_db.management.commands import db_worker

from jobs.reaping import reap


class Command(db_worker.Command):
    def handle(self, **options):
        reap(timezone.now())
        super().handle(**options)

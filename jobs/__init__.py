"""Background work: progress, heartbeat, retry and cancel, over django.tasks."""

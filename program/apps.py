from django.apps import AppConfig


class ProgramConfig(AppConfig):
    name = "program"

    def ready(self):
        from jobs.ticking import every_tick
        from program import receivers, tasks  # noqa: F401  registers the handlers
        from program.current import mend

        every_tick(mend)

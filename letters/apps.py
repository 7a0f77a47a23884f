from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "letters"

    def ready(self):
        from anymail.signals import tracking

        from jobs.ticking import every_tick
        from letters import tasks
        from letters.returns import hear
        from letters.sending import send_due

        every_tick(send_due)
        every_tick(tasks.read_soon)
        tracking.connect(hear)

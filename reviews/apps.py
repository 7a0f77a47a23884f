from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        from jobs.ticking import every_tick
        from proposals.hiding import hides
        from reviews import letter_kinds, receivers, reminder_letters  # noqa: F401  letters; waits for merges
        from reviews import tasks as portfolio_tasks  # noqa: F401  registers the handler
        from reviews.actions.discussing import tell_remarks
        from reviews.actions.planned import ask_due
        from reviews.actions.reminding import remind_readers
        from reviews.circulars import kinds  # noqa: F401  registers the letters to groups
        from reviews.declining import letters  # noqa: F401
        from reviews.expertise import tasks  # noqa: F401  registers the handler
        from reviews.expertise.matching import keep_matching
        from reviews.models.conflict import hidden_from
        from reviews.planning import tasks as plan_tasks  # noqa: F401  registers the handler
        from reviews.sittings import letter_kinds as sitting_letters  # noqa: F401  registers theirs
        from reviews.urgent import letters as urgent_letters  # noqa: F401

        hides(hidden_from)
        every_tick(keep_matching)
        every_tick(ask_due)
        every_tick(tell_remarks)
        every_tick(remind_readers)

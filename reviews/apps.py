from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        from proposals.hiding import hides
        from reviews import letter_kinds, receivers  # noqa: F401  registers the letters, waits for merges
        from reviews.models.conflict import hidden_from
        from reviews.sittings import letter_kinds as sitting_letters  # noqa: F401  registers theirs

        hides(hidden_from)

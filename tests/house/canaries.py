"""What is planted in the world that tests walk through."""


def plant(world, at) -> None:
    """Nothing yet."""

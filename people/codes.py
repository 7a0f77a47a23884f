"""Short public codes: hard to guess, easy to read aloud, never derived from what they name."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without 0, 1, i, l, o, which people mix up."""


def random_code(length: int = 8) -> str:
    """A random code of `length` letters and digits; 8 of them hold about 39 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))

"""Words as a search compares them."""

import unicodedata


def folded(text: str) -> str:
    """Lower case without accents, so that Garcia finds García."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()

"""Numbers as a sentence says them."""

from collections.abc import Iterable

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


def number(n: int) -> str:
    return NUMBERS[n] if n < len(NUMBERS) else str(n)


def counted(n: int, one: str, many: str = "") -> str:
    return f"{number(n)} {one if n == 1 else many or one + 's'}"


def needed(minimum: int, maximum: int | None) -> str:
    """The end of a sentence: "two to four are needed"."""
    if maximum is None:
        return f"at least {number(minimum).lower()} {'is' if minimum == 1 else 'are'} needed"
    if minimum == maximum:
        return f"exactly {number(minimum).lower()} {'is' if minimum == 1 else 'are'} needed"
    if minimum == 0:
        return allowed(maximum)
    return f"{number(minimum).lower()} to {number(maximum).lower()} are needed"


def allowed(maximum: int) -> str:
    if maximum == 0:
        return "none is allowed"
    return f"at most {number(maximum).lower()} {'is' if maximum == 1 else 'are'} allowed"


def listed(names: Iterable[str]) -> str:
    """`Ada, Felix and Rita`; a name said twice is said once."""
    names = list(dict.fromkeys(names))
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

"""May she? Answers nothing when she may, a Refusal when not."""

from people.models import Person
from people.refusal import Refusal


def introduce(person: Person) -> Refusal | None:
    """Open an account for somebody else, at an address that she did not prove herself."""
    return None if person.is_staff else Refusal("Only program staff introduce people.")


def keep_members(person: Person) -> Refusal | None:
    """Say who is a member of the society."""
    return None if person.is_staff else Refusal("Only program staff keep the list of members.")


def make_staff(person: Person, other: Person) -> Refusal | None:
    if not person.is_staff:
        return Refusal("Only program staff make others program staff.")
    if not other.is_active or not other.email:
        return Refusal(f"{other} cannot sign in, and so cannot be program staff.")
    return None


def end_staff(person: Person, other: Person) -> Refusal | None:
    """The last one stays, or nobody could let anybody in."""
    if not person.is_staff:
        return Refusal("Only program staff end this.")
    if not Person.objects.staff().exclude(pk=other.pk).exists():
        return Refusal(f"{other} is the only program staff.", "Make somebody else program staff first.")
    return None

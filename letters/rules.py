"""May she? Letters leave the house by the hand of program staff, or by the machine where nobody holds them."""

from people.models import Person
from people.refusal import Refusal


def release(person: Person | None) -> Refusal | None:
    """Release, discard, take back and send again. `person` None is the machine."""
    if person is None or person.is_staff:
        return None
    return Refusal("Only program staff release letters.", "Ask the society's office to release them.")


def write_templates(person: Person | None) -> Refusal | None:
    """`person` None is who runs the installation, at its command line."""
    if person is None or person.is_staff:
        return None
    return Refusal("Only program staff write the society's letters.")

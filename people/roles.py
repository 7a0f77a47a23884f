"""What a person is here, in words. Floors above add theirs in apps.ready(): people knows no committees."""

from collections.abc import Callable, Iterable

from people.models import Person

Teller = Callable[[list[Person]], dict[int, list[str]]]
TELLERS: list[Teller] = []


def tells_roles(function: Teller) -> Teller:
    """Register `function(people)`, which answers {person's pk: [sentences]} with one query for all of them."""
    if function not in TELLERS:
        TELLERS.append(function)
    return function


def roles_of(people: Iterable[Person]) -> dict[int, list[str]]:
    people = list(people)
    found = {person.pk: ["Program staff"] if person.is_staff else [] for person in people}
    for function in TELLERS:
        for pk, roles in function(people).items():
            found[pk] += roles
    return found

"""Finding a person for staff who know part of her name or her address."""

from people.models import Person

MOST = 20


def people_called(words: str) -> list[Person]:
    """At most MOST people in index order whose names, institution or address hold every word; none without a word."""
    found = Person.objects.filter(is_active=True).matching(words[:100]).in_index_order()
    return list(found[:MOST]) if words else []

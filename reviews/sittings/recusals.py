"""Who has to leave the room for what: as reviews.models.conflict hides proposals, asked for many people at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import IntegerField, Value

from reviews.models import AgendaItem
from reviews.models.conflict import bound_to


def hidden_pairs(people: Iterable[Any], proposals: Collection[int]) -> set[tuple[int, int]]:
    """(proposal, person) wherever the proposal is hidden from the person; one query whatever their number."""
    parts = [
        bound_to(person)
        .filter(pk__in=proposals)
        .annotate(who=Value(person.pk, output_field=IntegerField()))
        .values_list("pk", "who")
        for person in people
    ]
    if not parts or not proposals:
        return set()
    return set(parts[0].union(*parts[1:], all=True).order_by())


def recused(items: Collection[AgendaItem], people: Collection[Any]) -> dict[int, frozenset[int]]:
    """By item, the people from whom its proposal is hidden."""
    pairs = hidden_pairs(people, [item.proposal_id for item in items if item.proposal_id])
    of: dict[int, set[int]] = defaultdict(set)
    for proposal, person in pairs:
        of[proposal].add(person)
    return {item.pk: frozenset(of[item.proposal_id]) if item.proposal_id else frozenset() for item in items}

"""Of which proposals somebody may know nothing. Floors above say so in apps.ready(): proposals knows no conflicts."""

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q, QuerySet

from proposals.judging.looking import Scope
from proposals.models import Proposal

Hider = Callable[[Any], QuerySet]
HIDERS: list[Hider] = []


def hides(function: Hider) -> Hider:
    """Register `function(person)`, which answers the keys of the proposals that are hidden from her."""
    if function not in HIDERS:
        HIDERS.append(function)
    return function


def hidden_from(person: Any) -> QuerySet:
    """Keys of all that is hidden from this person, as one subquery, no deeper than what is registered."""
    return reduce(or_, (function(person) for function in HIDERS), Proposal.objects.none().values("pk"))


def office(person: Any) -> Scope:
    """How far staff and who leads a committee see beside a text: which other proposals, but none hidden from them."""
    return Scope(is_committee=True, names_others=True, hidden=hidden_from(person), as_handed_in=True)


def committee(person: Any) -> Scope:
    """How far who reads a proposal sees: what the rules tell, and of other proposals only that there are some."""
    return Scope(is_committee=True, hidden=hidden_from(person), as_handed_in=True)


def is_hidden(proposal: Proposal, person: Any) -> bool:
    return hidden_from(person).filter(pk=proposal.pk).exists()


def not_hidden(person: Any, key: str = "pk") -> Q:
    """For rows whose `key` is that of a proposal."""
    return ~Q(**{f"{key}__in": hidden_from(person)})


def hidden_keys(person: Any) -> list[str]:
    """As letters name what they are about (letters.kinds)."""
    return keys_of(Proposal, (row["pk"] for row in hidden_from(person)))


def keys_of(model: type[Model], rows: Iterable[int]) -> list[str]:
    return [f"{model._meta.label_lower}:{row}" for row in rows]

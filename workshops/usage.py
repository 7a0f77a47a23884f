"""What of a later chapter leans on a thing of this one, found by walking the database's own relations.

Later floors are never imported here: a proposal is known to this floor only as a row that points to a topic.
"""

from django.db import models

OWN = "workshops"


def uses(thing: models.Model) -> list[tuple[int, str]]:
    """Rows that would be harmed if it went (proposals of a format), counted by name: [(3, "proposals")]."""
    return _counts(thing, lambda relation: relation.many_to_many or relation.on_delete is models.PROTECT)


def losses(thing: models.Model) -> list[tuple[int, str]]:
    """Rows that would go with it (the stages of a call), counted by name."""
    return _counts(
        thing, lambda relation: not relation.many_to_many and relation.on_delete is models.CASCADE, own=True
    )


def _counts(thing: models.Model, wanted, own: bool = False) -> list[tuple[int, str]]:
    found = []
    for relation in thing._meta.related_objects:
        model = relation.related_model
        if (model._meta.app_label == OWN and not own) or not wanted(relation):
            continue
        count = model._base_manager.filter(**{relation.field.name: thing.pk}).count()
        if count:
            name = model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural
            found.append((count, str(name)))
    return found


def counted(found: list[tuple[int, str]]) -> str:
    """As words: `3 proposals and 1 stage`."""
    words = [f"{count} {name}" for count, name in found]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)

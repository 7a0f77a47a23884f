"""What a person does with the list of her publications: add, correct, remove."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.models import Person, Publication
from people.publications.entries import Entry
from people.refusal import Refusal, Refused, insist

MOST_OF_A_PERSON = 300


@transaction.atomic
def add_publications(entries: Sequence[Entry], *, by: Person, at: datetime) -> list[Publication]:
    """Those that are new to her list, known by DOI or title. They are hers; nobody adds for somebody else."""
    person = Person.objects.select_for_update().get(pk=by.pk)
    known = keys_of(person)
    new = [each for each in entries if not ({each.doi, each.title.casefold()} - {""}) & known]
    if person.publications.count() + len(new) > MOST_OF_A_PERSON:
        raise Refused(Refusal(f"A list holds {MOST_OF_A_PERSON} publications.", "Remove some, or paste fewer."))
    rows = [
        Publication.objects.create(
            person=person,
            title=each.title,
            abstract=each.abstract,
            authors=list(each.authors),
            year=each.year,
            venue=each.venue,
            doi=each.doi,
            added_at=at,
            saved_at=at,
        )
        for each in new
    ]
    if rows:
        record("add publications", person, by=by, at=at, number=len(rows))
    return rows


def keys_of(person: Person) -> set[str]:
    """DOIs and titles, folded for case, by which a publication is known again."""
    rows = person.publications.values_list("doi", "title")
    return {key for doi, title in rows for key in (doi, title.casefold()) if key}


@transaction.atomic
def edit_publication(publication: Publication, *, by: Person, at: datetime, **changed: Any) -> Publication:
    insist(hers(by, publication))
    publication = Publication.objects.select_for_update().get(pk=publication.pk)
    for name, value in changed.items():
        setattr(publication, name, value)
    publication.saved_at = at
    publication.save()
    record("edit publication", publication, by=by, at=at, fields=sorted(changed))
    return publication


@transaction.atomic
def remove_publication(publication: Publication, *, by: Person, at: datetime) -> None:
    insist(hers(by, publication))
    record("remove publication", publication, by=by, at=at, title=publication.title)
    publication.delete()


def hers(person: Person, publication: Publication) -> Refusal | None:
    return (
        None if publication.person_id == person.pk else Refusal("Only who wrote it keeps a publication in her list.")
    )

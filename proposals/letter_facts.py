"""What is known of a proposal when a letter about it is written: by it a society chooses among its letters."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from letters.choosing import Choices, Fact, Known
from letters.models import LetterSet
from people.models.person import CareerStage
from proposals.catalogue.regions import region_of
from proposals.models import Faculty, Proposal
from proposals.models.faculty import Role
from workshops.models import Call, Format, Topic

REGIONS = ("Africa", "Americas", "Asia", "Europe", "Oceania")
UNKNOWN = "unknown"


def slugs(model: Any, meeting: str) -> Callable[[LetterSet], Choices]:
    """Of all meetings that use a set; a slug that several have is told once, by its last name."""

    def answers(letter_set: LetterSet) -> Choices:
        rows = model.objects.filter(**{f"{meeting}__letter_set": letter_set}).order_by("pk")
        return sorted(dict(rows.values_list("slug", "name")).items(), key=lambda pair: pair[1].casefold())

    return answers


def fixed(*pairs: tuple[str, str]) -> Callable[[LetterSet], Choices]:
    return lambda letter_set: pairs


def yes_or_no(name: str, label: str, yes: str, no: str) -> Fact:
    return Fact(name, label, fixed(("yes", yes), ("no", no)))


def said(holds: Any) -> tuple[str]:
    return ("yes" if holds else "no",)


FACTS = (
    Fact("format", "Format", slugs(Format, "call__meeting"), "the format is {}"),
    Fact("call", "Call", slugs(Call, "meeting"), "it came to the call {}"),
    Fact("topic", "Topic", slugs(Topic, "meeting"), "a topic is {}"),
    yes_or_no("co_chairs", "Co-chairs", "it has a co-chair", "it has no co-chair"),
    Fact(
        "region",
        "Region of who proposes",
        fixed(*((name, name) for name in REGIONS), (UNKNOWN, "an unknown region")),
        "who proposes is from {}",
    ),
    Fact(
        "career",
        "Career stage of who proposes",
        fixed(*((value, label) for value, label in CareerStage.choices), (UNKNOWN, "not told")),
        "the career stage of who proposes is: {}",
    ),
)


def known_of(proposals: Any) -> dict[int, Known]:
    """Of each of a QuerySet, by its key; three queries whatever their number."""
    keys = proposals.order_by().values("pk")
    topics: dict[int, list[str]] = defaultdict(list)
    for proposal, slug in Topic.objects.filter(proposals__in=keys).values_list("proposals", "slug"):
        topics[proposal].append(slug)
    chaired = Faculty.objects.order_by().filter(role=Role.CO_CHAIR, proposal__in=keys)
    with_co_chairs = set(chaired.values_list("proposal", flat=True))
    names = ("pk", "format__slug", "call__slug", "proposer__country", "proposer__career_stage")
    return {
        key: {
            "format": (form,),
            "call": (call,),
            "topic": tuple(topics[key]),
            "co_chairs": said(key in with_co_chairs),
            "region": (region_of(country) or UNKNOWN,),
            "career": (career or UNKNOWN,),
        }
        for key, form, call, country, career in proposals.order_by().values_list(*names)
    }


def known(proposal: Proposal) -> Known:
    return known_of(Proposal.objects.filter(pk=proposal.pk))[proposal.pk]

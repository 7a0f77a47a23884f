"""The letter to a speaker whose workshop will not be held."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from letters.kinds import register
from letters.models import Letter
from proposals.hiding import hidden_from, keys_of
from proposals.models import Candidate
from proposals.reading import with_submitted_titles
from proposals.writing import link_to, write


def hidden_candidates(person: Any) -> list[str]:
    """Keys of the talks of a workshop that is hidden from this person."""
    rows = Candidate.objects.filter(proposal__in=hidden_from(person))
    return keys_of(Candidate, rows.values_list("pk", flat=True))


register(
    "candidates.asked",
    "May a talk find another place?",
    placeholders={
        "name": "Felix Fuchs",
        "talk": "Neutrophil traps in 2027",
        "workshop": "Clots and cancer",
        "meeting": "Annual Meeting 2027",
        "link": "https://meetings.example/candidates/k7m2p4qxk7m2p4qxk7m2p4qx/",
    },
    subject="May your talk “{{talk}}” find another place?",
    body="""Dear {{name}},

the workshop “{{workshop}}” will not be held at {{meeting}}. Your talk “{{talk}}” may still find a place there in
another session, if you want it to. This is no promise; without your consent nobody considers it.

[Say yes or no]({{link}})
""",
    hides=hidden_candidates,
)


@dataclass(frozen=True)
class Addressee:
    name: str
    email: str


def asked(candidate: Candidate, token: str, *, by: Any, at: datetime) -> Letter:
    [told] = with_submitted_titles([candidate.proposal])
    own = {"talk": candidate.title, "workshop": str(told), "link": link_to("candidate_answer", token)}
    who = Addressee(candidate.speaker, candidate.email)
    return write("candidates.asked", candidate.proposal, own, to=who, by=by, at=at, about=candidate)

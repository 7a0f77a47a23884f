"""Rules about what the people answered who were asked to take part."""

from collections.abc import Mapping
from typing import Any

from proposals.catalogue.counting import needed, number
from proposals.catalogue.kind import Finding, kind
from proposals.catalogue.params import WHO, WhoMinimumForm
from proposals.catalogue.people import rows_of
from proposals.content import Content
from proposals.judging.surroundings import Around, Surroundings
from workshops.models import Format


@kind(
    "confirmed",
    "People who said yes",
    "people",
    WhoMinimumForm,
    wants=(Around.ANSWERS,),
    about="Counts who accepted the invitation to take part; the proposer counts as one who did.",
)
def confirmed(content: Content, params: Mapping[str, Any], form: Format, around: Surroundings) -> Finding:
    rows, low = rows_of(content, params["who"]), params["minimum"]
    n = sum(row.key in around.confirmed for row in rows)
    return Finding(n >= low, f"{number(n)} of {len(rows)} said yes ({WHO[params['who']]}); {needed(low, None)}.")

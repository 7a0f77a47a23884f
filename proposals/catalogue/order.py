"""Rules about time, judged by the running order."""

from collections.abc import Mapping
from typing import Any

from proposals.catalogue.kind import Finding, kind
from proposals.catalogue.params import ShareForm, ToleranceForm
from proposals.content import Content
from proposals.judging.surroundings import Surroundings
from workshops.models import Format

SECTION = "running-order"


@kind(
    "minutes_fit",
    "Minutes fit the format’s length",
    SECTION,
    ToleranceForm,
    about="Compares the minutes of the running order with the length of the format.",
)
def minutes_fit(content: Content, params: Mapping[str, Any], form: Format, around: Surroundings) -> Finding:
    off = content.minutes - form.minutes
    met = abs(off) <= params.get("tolerance", 0)
    sentence = f"The running order takes {content.minutes} of {form.minutes} minutes"
    if met:
        return Finding(True, f"{sentence}.")
    return Finding(False, f"{sentence}; {abs(off)} {'too many' if off > 0 else 'are still free'}.")


@kind(
    "discussion_share",
    "Share of discussion",
    SECTION,
    ShareForm,
    about="Compares the minutes of discussion with all minutes of the running order.",
)
def discussion_share(content: Content, params: Mapping[str, Any], form: Format, around: Surroundings) -> Finding:
    low, talked = params["percent"], content.discussion_minutes
    met = content.minutes > 0 and talked * 100 >= low * content.minutes
    has = f"Discussion takes {talked} of {content.minutes} minutes ({content.discussion_share} %)"
    return Finding(met, f"{has}; at least {low} % are needed.")

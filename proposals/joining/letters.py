"""The letters about an offer to merge two proposals, to both proposers at each step. They go at once."""

from datetime import datetime
from functools import partial
from typing import Any

from letters.kinds import register
from proposals.hiding import hidden_from, keys_of
from proposals.models import MergeOffer, MergeSide, Proposal
from proposals.models.merging import End
from proposals.reading import with_submitted_titles
from proposals.writing import link_to, write

SAMPLE = {
    "name": "Paula Perez",
    "title": "Clots and cancer",
    "other_title": "Platelets in malignancy",
    "other_proposer": "Felix Fuchs",
    "meeting": "Annual Meeting 2027",
    "link": "https://meetings.example/proposals/merges/k7m2p4qx/",
}


def hidden_offers(person: Any) -> list[str]:
    """Keys of the offers of which one side is hidden from this person."""
    sides = MergeSide.objects.filter(proposal__in=hidden_from(person))
    return keys_of(MergeOffer, sides.values_list("offer", flat=True))


register_offer = partial(register, hides=hidden_offers)

register_offer(
    "merging.suggested",
    "Merge suggested",
    placeholders=SAMPLE
    | {
        "other_chairs": "Felix Fuchs, Klinikum Nordwald",
        "reason": "Both ask how tumours make blood clot.",
        "goes_on": "Clots and cancer",
    },
    subject="Would you join “{{title}}” with another proposal?",
    body="""Dear {{name}},

{{reason}}

So we suggest that your proposal “{{title}}” for {{meeting}} becomes one with “{{other_title}}” ({{other_chairs}}).
It would go on as “{{goes_on}}”, with the credits of both. The other proposer reads the same about yours.

Nothing changes unless both of you draft a joint text and consent to it. Until then both proposals are considered as
they are, and you can withdraw from this offer at any time.

[Read the offer and answer]({{link}})
""",
)
register_offer(
    "merging.willing",
    "Merge: a proposer is willing to draft",
    placeholders=SAMPLE | {"who": "Felix Fuchs", "next": "Answer on the page of the offer."},
    subject="A joint text of “{{title}}” and “{{other_title}}”",
    body="""Dear {{name}},

{{who}} is willing to draft a joint text of “{{title}}” and “{{other_title}}” for {{meeting}}.

{{next}}

[Open the offer]({{link}})
""",
)
register_offer(
    "merging.begun",
    "Merge: the joint text is begun",
    placeholders=SAMPLE | {"who": "Felix Fuchs"},
    subject="The joint text of “{{title}}” and “{{other_title}}” is begun",
    body="""Dear {{name}},

{{who}} has begun the joint text of “{{title}}” and “{{other_title}}”. Both of you write in it; it becomes the
proposal once both have consented to it.

[Open the joint text]({{link}})
""",
)
register_offer(
    "merging.consented",
    "Merge: a proposer consents",
    placeholders=SAMPLE | {"who": "Felix Fuchs"},
    subject="{{who}} consents to the joint text with “{{title}}”",
    body="""Dear {{name}},

{{who}} has consented to the joint text of “{{title}}” and “{{other_title}}” as it is now. If you consent to it too,
the two become one proposal. If either of you changes a word, the consent holds no more.

[Read it and consent]({{link}})
""",
)
register_offer(
    "merging.voided",
    "Merge: a consent holds no more",
    placeholders=SAMPLE | {"who": "Felix Fuchs"},
    subject="The joint text with “{{title}}” was changed",
    body="""Dear {{name}},

{{who}} has changed the joint text of “{{title}}” and “{{other_title}}” since you consented to it. Your consent holds
no more: read the new text, and consent again if you agree.

[See what changed]({{link}})
""",
)
register_offer(
    "merging.merged",
    "Merged",
    placeholders=SAMPLE | {"goes_on": "Clots and cancer", "acts": "Paula Perez"},
    subject="“{{title}}” and “{{other_title}}” are one proposal",
    body="""Dear {{name}},

both of you have consented: “{{title}}” and “{{other_title}}” for {{meeting}} are one proposal now, “{{goes_on}}”,
with the credits and the histories of both. {{acts}} acts for it from here on: the society writes to {{acts}}.

[See it]({{link}})
""",
)
register_offer(
    "merging.ended",
    "Merge offer ended",
    placeholders=SAMPLE | {"how": "Felix Fuchs has withdrawn from it.", "reason": "We would rather go on alone."},
    subject="“{{title}}” goes on by itself",
    body="""Dear {{name}},

the offer to join “{{title}}” with “{{other_title}}” for {{meeting}} has ended. {{how}}

{{reason}}

Both proposals go on as they were handed in. What you drafted together stays readable to both of you.

[See the offer]({{link}})
""",
)


def suggested(offer: MergeOffer, *, told: Proposal | None, by: Any, at: datetime) -> None:
    titles = _titles(offer)
    for side, other in _pairs(offer):
        if side.proposal == told:
            continue
        more = {"reason": offer.reason, "goes_on": titles[offer.lead.pk], "other_chairs": chairs_of(other.proposal)}
        _write("suggested", offer, side, more, by=by, at=at)


def willing(offer: MergeOffer, *, by: Any, at: datetime) -> None:
    """To the other side; once both are, to both."""
    both = all(side.willing_at for side in offer.sides.all())
    follows = (
        "Both of you are: begin it now, from what both of you handed in." if both else "Say whether you are, too."
    )
    for side, _ in _pairs(offer):
        if both or side.proposal.proposer_id != by.pk:
            who = "Each of you" if both else str(by)
            _write("willing", offer, side, {"who": who, "next": follows}, by=by, at=at)


def begun(offer: MergeOffer, *, by: Any, at: datetime) -> None:
    _tell_other("begun", offer, by=by, at=at)


def consented(offer: MergeOffer, *, by: Any, at: datetime) -> None:
    _tell_other("consented", offer, by=by, at=at)


def voided(side: MergeSide, *, by: Any, at: datetime) -> None:
    offer = MergeOffer.objects.for_page().get(pk=side.offer_id)
    mine = next(each for each in offer.sides.all() if each.pk == side.pk)
    _write("voided", offer, mine, {"who": str(by)}, by=by, at=at)


def merged(offer: MergeOffer, *, by: Any, at: datetime) -> None:
    more = {"goes_on": _titles(offer)[offer.lead.pk], "acts": offer.lead.proposer.name}
    for side, _ in _pairs(offer):
        _write("merged", offer, side, more, by=by, at=at)


def ended(offer: MergeOffer, *, by: Any, at: datetime) -> None:
    how = f"{by} has withdrawn from it." if offer.end == End.LEFT else "The society has closed it."
    for side, _ in _pairs(offer):
        _write("ended", offer, side, {"how": how, "reason": offer.end_reason}, by=by, at=at)


def chairs_of(proposal: Proposal) -> str:
    rows = [row for row in proposal.faculty.all() if row.role in ("chair", "co_chair")]
    return "; ".join(f"{row.name}, {row.affiliation}".strip(", ") for row in rows) or proposal.proposer.name


def _tell_other(kind: str, offer: MergeOffer, *, by: Any, at: datetime) -> None:
    for side, _ in _pairs(offer):
        if side.proposal.proposer_id != by.pk:
            _write(kind, offer, side, {"who": str(by)}, by=by, at=at)


def _pairs(offer: MergeOffer) -> list[tuple[MergeSide, MergeSide]]:
    first, second = offer.sides.all()
    return [(first, second), (second, first)]


def _titles(offer: MergeOffer) -> dict[int, str]:
    """As handed in: what is typed in an unfinished revision is in no letter."""
    rows = Proposal.objects.filter(merge_sides__offer=offer)
    return {row.pk: str(row) for row in with_submitted_titles(rows)}


def _write(kind: str, offer: MergeOffer, side: MergeSide, more: dict[str, str], *, by: Any, at: datetime) -> None:
    other = next(each for each in offer.sides.all() if each.pk != side.pk).proposal
    titles, mine = _titles(offer), side.proposal
    values = more | {
        "title": titles[mine.pk],
        "other_title": titles[other.pk],
        "other_proposer": other.proposer.name,
        "link": link_to("merge_offer", offer.code),
    }
    write(f"merging.{kind}", mine, values, by=by, at=at, about=offer)

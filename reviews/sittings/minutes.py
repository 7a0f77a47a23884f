"""Minutes that write themselves: what the tables know of a sitting as plain values, which can be frozen, and as one
reader may see them. An item from which she was recused, or that is hidden from her, is not in hers.
"""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from proposals.models import Proposal
from proposals.reading import with_submitted_titles
from rendering.pdf import print_base_css, render_pdf
from reviews.models import AgendaItem, Motion, Sitting
from reviews.models.conflict import hidden_from
from reviews.sittings.agenda import members_of
from reviews.sittings.recusals import recused
from workshops.models import Society

Body = dict[str, Any]


def body_of(sitting: Sitting) -> Body:
    """The whole, for nobody's eyes before `for_reader` has seen to it. Times are ISO texts."""
    members = members_of(sitting)
    attendances = list(sitting.attendances.select_related("person"))
    came = {row.person_id for row in attendances}
    return {
        "name": sitting.name,
        "committee": str(sitting.committee),
        "stage": f"{sitting.stage}, {sitting.stage.call}" if sitting.stage else "",
        "place": sitting.place,
        "secretary": str(sitting.secretary or ""),
        "quorum": sitting.quorum,
        "majority": sitting.get_majority_display(),
        "opened_at": said(sitting.opened_at),
        "closed_at": said(sitting.closed_at),
        "present": _present(attendances, {person.pk for person in members}),
        "absent": [str(person) for person in members if person.pk not in came],
        "notes": [note.text for note in sitting.notes.filter(item=None)],
        "items": _items(sitting, {*members, *(row.person for row in attendances)}),
    }


def said(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _present(attendances: Any, members: set[int]) -> list[Body]:
    times: dict[int, list[list[str]]] = defaultdict(list)
    for row in attendances:
        times[row.person_id].append([said(row.came_at), said(row.went_at)])
    people = {row.person_id: row.person for row in attendances}
    return [
        {"name": str(person), "is_member": key in members, "times": times[key]}
        for key, person in sorted(
            people.items(), key=lambda pair: (pair[0] not in members, pair[1].family_name, pair[0])
        )
    ]


def _items(sitting: Sitting, people: set[Any]) -> list[Body]:
    rows = sitting.items.select_related("proposal__format").prefetch_related(
        "recusals__person",
        "notes",
        "motions__mover",
        "motions__seconder",
        "motions__votes__person",
        "motions__decision",
    )
    items = list(rows)
    with_submitted_titles(item.proposal for item in items if item.proposal)
    away = recused(items, people)
    return [_item(item, away[item.pk]) for item in items]


def _item(item: AgendaItem, away: frozenset[int]) -> Body:
    recusals = list(item.recusals.all())
    return {
        "proposal": item.proposal_id,
        "code": item.proposal.code if item.proposal else "",
        "title": str(item),
        "began_at": said(item.began_at),
        "ended_at": said(item.ended_at),
        "kept_from": sorted(away | {row.person_id for row in recusals}),
        "recusals": [
            {"name": str(row.person), "left_at": said(row.left_at), "returned_at": said(row.returned_at)}
            for row in recusals
        ],
        "notes": [note.text for note in item.notes.all()],
        "motions": [_motion(motion) for motion in item.motions.all()],
    }


def _motion(motion: Motion) -> Body:
    is_open = motion.ballot == Motion.Ballot.OPEN
    return {
        "kind": motion.get_kind_display(),
        "text": motion.text,
        "mover": str(motion.mover),
        "seconder": str(motion.seconder or ""),
        "state": motion.state,
        "ballot": motion.get_ballot_display().lower(),
        "yes": motion.yes,
        "no": motion.no,
        "abstain": motion.abstain,
        "votes": [[str(vote.person), vote.get_choice_display().lower()] for vote in motion.votes.all()]
        if is_open
        else [],
        "decided": motion.decision.get_outcome_display() if motion.decision else "",
    }


def for_reader(body: Body, reader: Any) -> Body:
    """Without the items that are kept from her, then or now. What is left has no gap that tells."""
    keys = [item["proposal"] for item in body["items"] if item["proposal"]]
    hidden = set(Proposal.objects.filter(pk__in=hidden_from(reader)).filter(pk__in=keys).values_list("pk", flat=True))
    kept = [item for item in body["items"] if reader.pk not in item["kept_from"] and item["proposal"] not in hidden]
    return body | {"items": kept}


def spoken(value: Any, name: str = "") -> Any:
    """The same with moments in place of their texts, for a page."""
    if isinstance(value, dict):
        return {key: spoken(each, key) for key, each in value.items()}
    if isinstance(value, list):
        return [spoken(each, name) for each in value]
    return parse_datetime(value) if value and (name.endswith("_at") or name == "times") else value


def minutes_for(sitting: Sitting, reader: Any) -> Body:
    """Frozen where they are approved, else as the tables stand."""
    frozen = getattr(sitting, "minutes", None)
    return spoken(for_reader(frozen.body if frozen else body_of(sitting), reader))


def on_paper(sitting: Sitting, reader: Any) -> bytes:
    """As tagged PDF. Raises rendering.pdf.PdfFailed."""
    society, meeting = Society.current(), sitting.committee.meeting
    page = {"body": minutes_for(sitting, reader), "sitting": sitting, "meeting": meeting, "society": society}
    with timezone.override(meeting.tz):
        html = render_to_string("print/minutes.html", page)
    css = [print_base_css(accent=society.accent), render_to_string("print/minutes.css")]
    return render_pdf(html, css, identifier=html, variant="pdf/ua-1")

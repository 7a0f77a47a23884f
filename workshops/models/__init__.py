from workshops.models.allotment import Allotment
from workshops.models.call import Call, Extension, Format, Topic
from workshops.models.committee import Committee, Right, Seat
from workshops.models.disclosure import Disclosure, DisclosurePolicy, Judgement, Mitigation, Relationship
from workshops.models.meeting import Meeting, Series
from workshops.models.prompt import Prompt
from workshops.models.seat_invitation import SeatAnswer, SeatInvitation
from workshops.models.society import ResearchPriority, Society

__all__ = [
    "Allotment",
    "Call",
    "Committee",
    "Disclosure",
    "DisclosurePolicy",
    "Extension",
    "Format",
    "Judgement",
    "Meeting",
    "Mitigation",
    "Prompt",
    "Relationship",
    "ResearchPriority",
    "Right",
    "Seat",
    "SeatAnswer",
    "SeatInvitation",
    "Series",
    "Society",
    "Topic",
]

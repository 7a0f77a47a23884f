from proposals.models.attachment import Attachment
from proposals.models.call_invitation import CallInvitation
from proposals.models.candidate import Candidate
from proposals.models.edition import EditionReport
from proposals.models.faculty import EarlierEdition, Faculty, ProgramItem
from proposals.models.invitation import (
    Availability,
    Consent,
    Invitation,
    InvitationLink,
    InvitationState,
    NamesakePair,
    Substitute,
)
from proposals.models.merging import MergeOffer, MergeSide
from proposals.models.message import Message, ThreadMark
from proposals.models.point import Point
from proposals.models.proposal import Proposal, Revision
from proposals.models.reminder import Reminder
from proposals.models.requirement import Requirement
from proposals.models.waiver import Waiver

__all__ = [
    "Attachment",
    "Availability",
    "CallInvitation",
    "Candidate",
    "Consent",
    "EarlierEdition",
    "EditionReport",
    "Faculty",
    "Invitation",
    "InvitationLink",
    "InvitationState",
    "MergeOffer",
    "MergeSide",
    "Message",
    "NamesakePair",
    "Point",
    "ProgramItem",
    "Proposal",
    "Reminder",
    "Requirement",
    "Revision",
    "Substitute",
    "ThreadMark",
    "Waiver",
]

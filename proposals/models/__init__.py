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
from proposals.models.proposal import Proposal, Revision
from proposals.models.reminder import Reminder
from proposals.models.requirement import Requirement

__all__ = [
    "Availability",
    "Consent",
    "EarlierEdition",
    "Faculty",
    "Invitation",
    "InvitationLink",
    "InvitationState",
    "NamesakePair",
    "ProgramItem",
    "Proposal",
    "Reminder",
    "Requirement",
    "Revision",
    "Substitute",
]

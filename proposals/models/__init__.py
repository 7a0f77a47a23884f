from proposals.models.faculty import EarlierEdition, Faculty, ProgramItem
from proposals.models.proposal import Proposal, Revision
from proposals.models.requirement import Requirement

__all__ = ["EarlierEdition", "Faculty", "ProgramItem", "Proposal", "Requirement", "Revision"]

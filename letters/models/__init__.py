from letters.models.invitee import Answered, Invitee
from letters.models.letter import Fate, Letter, LetterState
from letters.models.received import Mailbox, Outcome, Received
from letters.models.template import LetterSet, LetterTemplate

__all__ = [
    "Answered",
    "Fate",
    "Invitee",
    "Letter",
    "LetterSet",
    "LetterState",
    "LetterTemplate",
    "Mailbox",
    "Outcome",
    "Received",
]

from scheduling.models.acknowledgement import Acknowledgement
from scheduling.models.move import Move
from scheduling.models.place import Block, Room, RoomClosing
from scheduling.models.ruling import Bond, BondMember, Likeness, PlannerRules, Walk
from scheduling.models.session import Absence, Session, SessionItem, SessionPerson, Star
from scheduling.models.version import Placement, Version
from scheduling.models.wishing import Afar, Ballot, Vote

__all__ = [
    "Absence",
    "Acknowledgement",
    "Afar",
    "Ballot",
    "Block",
    "Bond",
    "BondMember",
    "Likeness",
    "Move",
    "Placement",
    "PlannerRules",
    "Room",
    "RoomClosing",
    "Session",
    "SessionItem",
    "SessionPerson",
    "Star",
    "Version",
    "Vote",
    "Walk",
]

from scheduling.models.acknowledgement import Acknowledgement
from scheduling.models.move import Move
from scheduling.models.place import Block, Room, RoomClosing
from scheduling.models.session import Absence, Session, SessionItem, SessionPerson, Star
from scheduling.models.version import Placement, Version

__all__ = [
    "Absence",
    "Acknowledgement",
    "Block",
    "Move",
    "Placement",
    "Room",
    "RoomClosing",
    "Session",
    "SessionItem",
    "SessionPerson",
    "Star",
    "Version",
]

from people.models.member import Member
from people.models.person import Person
from people.models.publication import Publication

__all__ = ["Member", "Person", "Publication"]

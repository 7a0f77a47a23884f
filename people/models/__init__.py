from people.models.member import Member
from people.models.person import Person

__all__ = ["Member", "Person"]

from outcomes.models.agenda import FollowUp, ResearchAgenda
from outcomes.models.exercise import Consensus, Exercise, Facilitator, Method, StakeholderGroup, Yardstick
from outcomes.models.item import Item, ItemRecusal, ItemRevision, Merge
from outcomes.models.participant import Participant, ParticipantLink
from outcomes.models.round import Rating, RatingChange, Round, RoundChange, RoundItem
from outcomes.models.taxonomy import Taxonomy, Theme

__all__ = [
    "Consensus",
    "Exercise",
    "Facilitator",
    "FollowUp",
    "Item",
    "ItemRecusal",
    "ItemRevision",
    "Merge",
    "Method",
    "Participant",
    "ParticipantLink",
    "Rating",
    "RatingChange",
    "ResearchAgenda",
    "Round",
    "RoundChange",
    "RoundItem",
    "StakeholderGroup",
    "Taxonomy",
    "Theme",
    "Yardstick",
]

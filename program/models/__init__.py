from program.models.itinerary import Itinerary
from program.models.release import Release, ReleaseFile
from program.models.token import ApiToken, Scope

__all__ = ["ApiToken", "Itinerary", "Release", "ReleaseFile", "Scope"]

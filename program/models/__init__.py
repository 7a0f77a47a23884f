from program.models.itinerary import Itinerary
from program.models.release import Release, ReleaseFile

__all__ = ["Itinerary", "Release", "ReleaseFile"]

from program.models.itinerary import Itinerary
from program.models.release import Release, ReleaseFile
from program.models.signing_up import Enrolment, SignUp
from program.models.silence import Silence
from program.models.token import ApiToken, Scope

__all__ = ["ApiToken", "Enrolment", "Itinerary", "Release", "ReleaseFile", "Scope", "SignUp", "Silence"]

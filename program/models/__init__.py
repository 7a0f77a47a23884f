from program.models.itinerary import Itinerary
from program.models.registering import AttendeeRules, Registrant
from program.models.release import Release, ReleaseFile
from program.models.signing_up import Enrolment, SignUp
from program.models.silence import Silence
from program.models.token import ApiToken, Scope

__all__ = [
    "ApiToken",
    "AttendeeRules",
    "Enrolment",
    "Itinerary",
    "Registrant",
    "Release",
    "ReleaseFile",
    "Scope",
    "SignUp",
    "Silence",
]

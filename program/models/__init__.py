from program.models.certificate import Certificate
from program.models.feedback import Feedback, FeedbackClosing
from program.models.itinerary import Itinerary
from program.models.presence import DoorCode, How, Presence
from program.models.registering import AttendeeRules, Registrant
from program.models.release import Release, ReleaseFile
from program.models.signing_up import Enrolment, SignUp
from program.models.silence import Silence
from program.models.token import ApiToken, Scope
from program.models.webhook import Delivery, Webhook

__all__ = [
    "ApiToken",
    "AttendeeRules",
    "Certificate",
    "Delivery",
    "DoorCode",
    "Enrolment",
    "Feedback",
    "FeedbackClosing",
    "How",
    "Itinerary",
    "Presence",
    "Registrant",
    "Release",
    "ReleaseFile",
    "Scope",
    "SignUp",
    "Silence",
    "Webhook",
]

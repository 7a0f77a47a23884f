"""What a mail server or a provider meant when it did not take a letter: for now or for good, this address or all."""

import smtplib
from dataclasses import dataclass

from rendering.text import one_line

PERMANENT = 500
"""SMTP answers from here on mean for good (RFC 5321 4.2.1)."""


@dataclass(frozen=True)
class Fault:
    """`is_final`: trying again changes nothing. `is_of_address`: nothing should be written there any more."""

    sentence: str
    is_final: bool = False
    is_of_address: bool = False


def read(fault: Exception) -> Fault | None:
    """Nothing where the exception is none of mail's."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(fault.recipients.values()))
        sentence = f"The mail server refused this address: {code} {words.decode(errors='replace')}"
        return Fault(sentence, is_final=code >= PERMANENT, is_of_address=code >= PERMANENT)
    if type(fault).__module__.startswith("anymail."):
        return of_provider(fault)
    if isinstance(fault, OSError):  # smtplib's errors are OSErrors too
        return Fault(f"The mail server did not take it: {fault}")
    if isinstance(fault, ValueError):
        return Fault(f"This is not an address mail can be sent to: {fault}", is_final=True, is_of_address=True)
    return None


def of_provider(fault: Exception) -> Fault:
    """As django-anymail tells it; of what it raises only the first line has no key and no letter in it."""
    from anymail import exceptions  # brings an HTTP client

    if isinstance(fault, exceptions.AnymailRecipientsRefused):
        return Fault("The mail provider refuses this address.", is_final=True, is_of_address=True)
    if isinstance(fault, exceptions.AnymailInvalidAddress):
        return Fault("This is not an address mail can be sent to.", is_final=True, is_of_address=True)
    said = one_line(str(fault).split("\n", 1)[0])
    if isinstance(fault, exceptions.AnymailUnsupportedFeature | exceptions.AnymailSerializationError):
        return Fault(f"The mail provider cannot carry this letter: {said}", is_final=True)
    status = getattr(fault, "status_code", None)
    return Fault(f"The mail provider did not take it{f' ({status})' if status else ''}: {said}")

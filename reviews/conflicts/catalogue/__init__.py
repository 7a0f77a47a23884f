"""The closed catalogue of rules about conflicts of interest, each found offline and with its evidence.

A rule goes through the facts and yields (proposal, reader, reason). A new one is a new function in one of these
modules; `reviews.conflicts` imports them, so that every rule is known from the start.
"""

from reviews.conflicts.catalogue import declared, disclosed, institution, published, taking_part, together

__all__ = ["declared", "disclosed", "institution", "published", "taking_part", "together"]

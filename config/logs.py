"""What logs may not hold: the secret part of an address, of a personal calendar or of an invitation, and tokens."""

import logging
import re

SECRET = re.compile(
    r"((?:/|%2F)(?:agenda|candidates|invitations)(?:/|%2F))[\w~%-]{16,}|(cvk_)[\w-]{8,}", re.IGNORECASE
)


def masked(words: str) -> str:
    """/agenda/<secret>.ics is logged as /agenda/***.ics, also where the address stands in another's query; a
    token of the API wherever somebody put it."""
    return SECRET.sub(r"\1\2***", words)


class MaskSecrets(logging.Filter):
    """For the handlers of Django's own log, which names the path of every answer above 399."""

    def filter(self, record: logging.LogRecord) -> bool:
        words = record.getMessage()
        if SECRET.search(words):
            record.msg, record.args = masked(words), ()
        return True

"""What logs may not hold: the secret part of a personal calendar's address."""

import logging
import re

SECRET = re.compile(r"(/agenda/)[\w~%-]{16,}")


def masked(words: str) -> str:
    """/agenda/<secret>.ics is logged as /agenda/***.ics."""
    return SECRET.sub(r"\1***", words)


class MaskSecrets(logging.Filter):
    """For the handlers of Django's own log, which names the path of every answer above 399."""

    def filter(self, record: logging.LogRecord) -> bool:
        words = record.getMessage()
        if "/agenda/" in words:
            record.msg, record.args = masked(words), ()
        return True

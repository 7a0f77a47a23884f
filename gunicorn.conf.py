"""Read by every gunicorn that is started in this folder: its access log masks what Django's log masks."""

from gunicorn.glogging import Logger

from config.logs import masked


class MaskingLogger(Logger):
    def atoms(self, *args, **kwargs):
        parts = super().atoms(*args, **kwargs)
        return {name: masked(part) if isinstance(part, str) else part for name, part in parts.items()}


logger_class = MaskingLogger

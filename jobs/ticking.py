"""What must happen every minute. Floors add theirs in apps.ready(): `every_tick(letters.sending.send_due)`."""

import logging
from collections.abc import Callable
from datetime import datetime

from jobs.reaping import reap

log = logging.getLogger(__name__)

Tick = Callable[[datetime], object]
TICKS: list[Tick] = []


def every_tick(function: Tick) -> Tick:
    """Have `function(at)` called about once a minute; it must be quick, and safe when two ticks overlap."""
    if function not in TICKS:
        TICKS.append(function)
    return function


def tick(at: datetime) -> list[str]:
    """Run everything once; one that fails is logged and does not keep the others back. Returns what failed."""
    failed = []
    for function in (reap, *TICKS):
        name = f"{function.__module__}.{function.__name__}"
        try:
            function(at)
        except Exception:
            log.exception("%s failed at this tick", name)
            failed.append(name)
    return failed

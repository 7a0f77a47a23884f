"""How much memory this process holds: the solver's own limit is looked at too rarely to rely on."""

from pathlib import Path

STATM = Path("/proc/self/statm")


def megabytes() -> int:
    """What the process holds now; where the system does not say, the most it ever held."""
    from resource import RUSAGE_SELF, getpagesize, getrusage

    try:
        return int(STATM.read_text().split()[1]) * getpagesize() >> 20
    except OSError:
        return getrusage(RUSAGE_SELF).ru_maxrss >> 10

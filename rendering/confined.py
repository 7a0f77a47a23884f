"""A child process that reads what strangers made: limits of its own, no network, none of this machine's secrets."""

import os
import sys

_REFUSED = ("socket.connect", "socket.getaddrinfo", "socket.bind", "subprocess.Popen", "os.exec", "os.system")
_KEPT = ("SYSTEMROOT", "WEASYPRINT_DLL_DIRECTORIES", "DYLD_FALLBACK_LIBRARY_PATH", "LD_LIBRARY_PATH")


def environment() -> dict[str, str]:
    """All a child knows of this machine. The library paths let macOS find Pango under Homebrew, and a Python that
    lies away from its own shared library start at all."""
    return {name: os.environ[name] for name in _KEPT if name in os.environ} | {"LC_ALL": "C.UTF-8"}


def confine(seconds: int, megabytes: int) -> None:
    """Called by the child once its libraries are loaded: from here on it works within limits and asks nobody."""
    limit(seconds, megabytes)
    sys.addaudithook(_refuse)


def limit(seconds: int, megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has none; the parent's clock still holds
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))


def _refuse(event: str, details: tuple) -> None:
    if event in _REFUSED:
        raise PermissionError(f"This work needs no {event}.")

"""What the operating system must bring: missed before it is needed, and named with the command to get it."""

import ctypes
import os
import shutil
import sys
from pathlib import Path

PANGO = {
    # WeasyPrint loads these by name; a Linux and a macOS spelling each.
    "gobject": ("libgobject-2.0.so.0", "libgobject-2.0.dylib"),
    "pango": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "harfbuzz": ("libharfbuzz.so.0", "libharfbuzz.dylib"),
    "fontconfig": ("libfontconfig.so.1", "libfontconfig.dylib"),
    "pangoft2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
}
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = {
    "apt-get": {
        "pango": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        "font": "fonts-dejavu-core",
        "chromium": "chromium",
        "postgresql": "postgresql",
    },
    "dnf": {
        "pango": "pango",
        "font": "dejavu-sans-fonts",
        "chromium": "chromium",
        "postgresql": "postgresql-server",
    },
    "apk": {
        "pango": "pango",
        "font": "font-dejavu",
        "chromium": "chromium",
        "postgresql": "postgresql",
    },
    "brew": {
        "pango": "pango",
        "font": "font-dejavu",
        "chromium": "--cask chromium",
        "postgresql": "postgresql@17",
    },
}
VERBS = {"apt-get": "apt-get install -y", "dnf": "dnf install -y", "apk": "apk add", "brew": "brew install"}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")


def command_for(*things):
    """The exact command that installs these things here, or their names where no package manager is known."""
    for manager, packages in PACKAGES.items():
        if shutil.which(manager):
            sudo = "" if manager == "brew" or os.geteuid() == 0 else "sudo "
            return f"{sudo}{VERBS[manager]} {' '.join(packages[thing] for thing in things)}"
    return "install " + " and ".join(things)


def missing_for_pdf():
    """What printing lacks, as a list of things, empty when all is there."""
    libraries = all(any(map(loads, names)) for names in PANGO.values())
    return [thing for thing, there in (("pango", libraries), ("font", has_font())) if not there]


def loads(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_font():
    if sys.platform == "darwin":
        return True
    folders = (Path(folder).expanduser() for folder in FONT_FOLDERS)
    return any(next(folder.rglob("*.[to]tf"), None) for folder in folders)


def chromium():
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)


def notice_for_pdf():
    """A sentence when printing will not work, else nothing."""
    missing = missing_for_pdf()
    if not missing:
        return ""
    what = {"pango": "the Pango library", "font": "any font"}
    lacks = " and ".join(what[thing] for thing in missing)
    return f"This machine lacks {lacks}, so nothing can be printed to PDF. To mend it: {command_for(*missing)}"


def notice_for_browser():
    if chromium():
        return ""
    return f"No Chromium is installed, so the browser tests are skipped. To mend it: {command_for('chromium')}"

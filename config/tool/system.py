"""What the operating system must bring: missed before it is needed, and named with the command to get it."""

import ctypes
import os
import shutil

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
        "chromium": "chromium",
        "postgresql": "postgresql",
        "nginx": "nginx-light",
        "dovecot": "dovecot-imapd",
    },
    "dnf": {
        "pango": "pango",
        "chromium": "chromium",
        "postgresql": "postgresql-server",
        "nginx": "nginx",
        "dovecot": "dovecot",
    },
    "apk": {
        "pango": "pango",
        "chromium": "chromium",
        "postgresql": "postgresql",
        "nginx": "nginx",
        "dovecot": "dovecot",
    },
    "brew": {
        "pango": "pango",
        "chromium": "chromium",
        "postgresql": "postgresql@17",
        "nginx": "nginx",
        "dovecot": "dovecot",
    },
}
VERBS = {"apt-get": "apt-get install -y", "dnf": "dnf install -y", "apk": "apk add", "brew": "brew install"}


def command_for(*things):
    """The exact command that installs these things here, or their names where no package manager is known."""
    for manager, packages in PACKAGES.items():
        if shutil.which(manager):
            sudo = "" if manager == "brew" or os.geteuid() == 0 else "sudo "
            return f"{sudo}{VERBS[manager]} {' '.join(packages[thing] for thing in things)}"
    return "install " + " and ".join(things)


def has_pango():
    """Whether WeasyPrint can load what it prints with. Fonts are no question: ours come from packages."""
    return all(any(map(loads, names)) for names in PANGO.values())


def loads(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def chromium():
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)


def nginx():
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def dovecot():
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def notice_for_dovecot():
    if dovecot():
        return ""
    return f"No Dovecot is installed, so reading a mailbox is not tried. To mend it: {command_for('dovecot')}"


def notice_for_nginx():
    if nginx():
        return ""
    return f"No nginx is installed, so its configuration is not tried. To mend it: {command_for('nginx')}"


def notice_for_pdf():
    """A sentence when printing will not work, else nothing."""
    if has_pango():
        return ""
    return f"The Pango library is missing, so nothing can be printed to PDF. To mend it: {command_for('pango')}"


def notice_for_browser():
    if chromium():
        return ""
    return f"No Chromium is installed, so the browser tests are skipped. To mend it: {command_for('chromium')}"

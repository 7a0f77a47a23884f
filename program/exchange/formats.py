"""The formats that can be imported, and how a file tells which it is."""

import re
from collections.abc import Callable

from program.exchange import c3voc, cosplib, frab, ours, table
from program.exchange.assembling import Assembled
from program.exchange.faults import Fault, Unreadable

OURS = re.compile(rb'"schema"\s*:\s*"convoke\.program/')
LARGEST = 50 * 1024 * 1024
READERS: dict[str, Callable[[bytes, str], Assembled]] = {
    "frab": frab.read,
    "c3voc": c3voc.read,
    "convoke": ours.read,
    "csv": table.read,
    "cosplib": cosplib.read,
}


def read(body: bytes, form: str = "", zone: str = "") -> Assembled:
    """The program in the file, in the format named or the one it looks like; `zone` is for files that name none."""
    if len(body) > LARGEST:
        raise Unreadable(Fault("", f"The file is larger than {LARGEST // 1024 // 1024} MB."))
    return READERS[form or guess(body)](body, zone)


def guess(body: bytes) -> str:
    start = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"PK"):
        return "cosplib"
    if start.startswith(b"<"):
        return "frab"
    if start.startswith(b"{"):
        return "convoke" if OURS.search(body) else "c3voc"
    if b"," in start.partition(b"\n")[0] and b"Title" in start.partition(b"\n")[0]:
        return "csv"
    raise Unreadable(Fault("", "The file is neither XML nor JSON, nor a table with our columns, nor a workbook."))

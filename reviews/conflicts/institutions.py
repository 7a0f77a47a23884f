"""Institutions as they are compared: by the words of the name, or by the domain of an address. Plain Python."""

import re
from collections.abc import Iterable, Mapping

from reviews.conflicts.names import plain


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


FREE_MAIL = _words("""
    126.com 163.com aol.com duck.com fastmail.com free.fr gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net
    googlemail.com hey.com hotmail.co.uk hotmail.com hotmail.fr hotmail.it icloud.com laposte.net libero.it live.com
    mac.com mail.com mail.ru me.com msn.com naver.com orange.fr outlook.com outlook.de pm.me proton.me protonmail.com
    qq.com rediffmail.com sina.com t-online.de web.de yahoo.co.in yahoo.co.jp yahoo.co.uk yahoo.com yahoo.de yahoo.fr
    yahoo.it yandex.ru ymail.com zoho.com""")
"""Domains that say nothing about where somebody works."""
NOBODYS = frozenset({"example", "invalid", "localhost", "test"})
"""Top-level domains that belong to nobody (RFC 2606)."""
SECOND_LEVEL = _words("ac co com edu go gob gouv gov gv ne net nhs or org")
"""Under a country, the part of a domain that names no institution yet: ac.uk, edu.au."""
SHORT = {
    "centre": "center",
    "ctr": "center",
    "coll": "college",
    "dept": "department",
    "hosp": "hospital",
    "inst": "institute",
    "med": "medical",
    "natl": "national",
    "st": "saint",
    "univ": "university",
}
SILENT = _words("a and at d da das de del della der des di do du el et for in l la le of the und von y")
BODIES = _words("""
    academy center charite clinic clinica clinique college foundation fondazione group health hopital
    hospital hospitalier inc institut institute institution instituto istituto klinik klinikum laboratory ltd ospedale
    pharma school society universidad universita universitat universite university universiteit""")
"""Words that make a part of an address line an institution of its own."""
INSIDE = _words("department division section unit service ward faculty clinic program")
"""Words with which a part of an institution begins."""
GENERIC = BODIES | INSIDE | _words("biology blood cancer general medical medicine national oncology research science")


def domain_of(address: str) -> str:
    """The institution's domain of an address: rita@med.lakeside.edu is lakeside.edu; empty for free mail."""
    host = address.rpartition("@")[2].strip(".").casefold()
    labels = host.split(".")
    if len(labels) < 2 or labels[-1] in NOBODYS or labels[-2] == "example" or host in FREE_MAIL:
        return ""
    wide = len(labels[-1]) == 2 and labels[-2] in SECOND_LEVEL
    found = ".".join(labels[-3 if wide else -2 :])
    return "" if found in FREE_MAIL or (wide and len(labels) < 3) else found


def compared(name: str) -> str:
    """The words by which an institution is known; empty when they could be anybody's. A domain stays as it is."""
    if re.fullmatch(r"\S+\.[a-zA-Z]{2,}", name.strip()):
        return domain_of(f"@{name.strip()}")
    words = [SHORT.get(word, word) for word in plain(name).split()]
    words = [word for word in words if word not in SILENT]
    return " ".join(words) if set(words) - GENERIC else ""


def wholes_and_parts(affiliation: str) -> tuple[str, frozenset[str]]:
    """What was typed as a whole, and each part between commas that is an institution of its own."""
    whole = compared(affiliation)
    found = set()
    for piece in re.split(r"[,;/]", affiliation):
        words = compared(piece).split()
        if words and words[0] not in INSIDE and BODIES.intersection(words):
            found.add(" ".join(words))
    return whole, frozenset(found - {whole})


def closed(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    """{part: everything it is part of, however far up} of pairs (part, whole) that are compared already."""
    above: dict[str, set[str]] = {}
    for part, whole in pairs:
        if part and whole:
            above.setdefault(part, set()).add(whole)
    found = {}
    for part in above:
        seen, waiting = set(), [part]
        while waiting:
            new = above.get(waiting.pop(), set()) - seen
            seen |= new
            waiting.extend(new)
        found[part] = frozenset(seen - {part})
    return found

"""How an agenda is cited: a sentence, BibTeX, RIS, and CSL-JSON. All from its body, its address and its DOI.

Formats: BibTeX entry types of the btxdoc of 1988 (`@techreport`), RIS tags as Research Information Systems lists them
(TY RPRT), CSL-JSON 1.0 (docs.citationstyles.org). Characters that would end a field are taken out or escaped.
"""

import json
from dataclasses import dataclass
from typing import Any

from rendering.text import one_line

ESCAPED = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "$": r"\$",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """`address` is that of the agenda's page, `code` its own."""

    code: str
    title: str
    edition: int
    published_on: str
    society: str
    editors: tuple[str, ...]
    address: str
    doi: str = ""

    @property
    def year(self) -> str:
        return self.published_on[:4]

    @property
    def words(self) -> str:
        """The suggested citation."""
        editors = f"{'; '.join(self.editors)} (eds.). " if self.editors else f"{self.society}. "
        number = f" Edition {self.edition}." if self.edition > 1 else ""
        place = f"https://doi.org/{self.doi}" if self.doi else self.address
        return f"{editors}{self.title}.{number} {self.society}, {self.year}. {place}"


def citation_of(body: dict[str, Any], *, code: str, doi: str, address: str) -> Citation:
    return Citation(
        code,
        one_line(body["title"]),
        body["edition"],
        body["published_on"],
        one_line(body["society"]),
        tuple(one_line(name) for name in body["editors"]),
        address,
        doi,
    )


def bibtex(each: Citation) -> str:
    fields = {
        "title": f"{{{tex(each.title)}}}",
        "editor": tex(" and ".join(each.editors)),
        "institution": tex(each.society),
        "year": each.year,
        "number": str(each.edition),
        "doi": each.doi,
        "url": each.address,
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@techreport{{agenda-{each.code},\n{lines}\n}}\n"


def tex(words: str) -> str:
    return "".join(ESCAPED.get(letter, letter) for letter in words)


def ris(each: Citation) -> str:
    day = each.published_on.replace("-", "/")
    lines = [("TY", "RPRT"), ("TI", each.title), *(("ED", name) for name in each.editors), ("PB", each.society)]
    lines += [("PY", each.year), ("DA", f"{day}/"), ("ET", str(each.edition)), ("DO", each.doi), ("UR", each.address)]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in [*lines, ("ER", "")] if value or tag == "ER")


def csl(each: Citation) -> str:
    told: dict[str, Any] = {
        "id": f"agenda-{each.code}",
        "type": "report",
        "title": each.title,
        "editor": [{"literal": name} for name in each.editors],
        "publisher": each.society,
        "edition": each.edition,
        "issued": {"date-parts": [[int(part) for part in each.published_on.split("-")]]},
        "URL": each.address,
    }
    return json.dumps([told | ({"DOI": each.doi} if each.doi else {})], ensure_ascii=False, indent=1)

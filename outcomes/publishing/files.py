"""The files of an agenda, by kind: each is made from its body alone."""

import json
from typing import Any

from outcomes.publishing import citing
from outcomes.publishing.citing import Citation
from rendering.sheets import CSV_MEDIA_TYPE, csv_bytes

COLUMNS = (
    *(
        "place",
        "number",
        "title",
        "theme",
        "form",
        "kind",
        "domain",
        "score",
        "low",
        "high",
        "best",
        "worst",
        "voters",
    ),
    *("agreement", "verdict", "is_contested", "description", "gap", "window", "targets", "actors", "horizon"),
    "references",
)
KINDS = ("json", "csv", "bib", "ris", "csl")


def file_of(kind: str, body: dict[str, Any], citation: Citation) -> tuple[bytes, str]:
    """(the file, its media type); KeyError for a kind that there is not."""
    if kind == "csv":
        return csv_bytes(
            COLUMNS, [[each.get(name) for name in COLUMNS] for each in body["priorities"]]
        ), CSV_MEDIA_TYPE
    if kind == "json":
        told = body | {"code": citation.code, "doi": citation.doi, "address": citation.address}
        return json.dumps(told, ensure_ascii=False, indent=1).encode(), "application/json"
    text, media = {
        "bib": (citing.bibtex, "application/x-bibtex"),
        "ris": (citing.ris, "application/x-research-info-systems"),
        "csl": (citing.csl, "application/vnd.citationstyles.csl+json"),
    }[kind]
    return text(citation).encode(), f"{media}; charset=utf-8"

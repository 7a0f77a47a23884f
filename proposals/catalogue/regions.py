"""Which part of the world a country is in: the United Nations' M49 list, as the library `countryinfo` carries it."""

import re
from functools import lru_cache

from django.db import models


class Grouping(models.TextChoices):
    """How a society divides the world."""

    REGION = "region", "Five regions (Africa, Americas, Asia, Europe, Oceania)"
    SUBREGION = "subregion", "Seventeen sub-regions (Northern America, Western Europe, ...)"
    THREE = "three", "Three: Americas; Europe, Middle East and Africa; Asia and Pacific"


MIDDLE_EAST = "Western Asia"
EMEA, FAR = "Europe, Middle East and Africa", "Asia and Pacific"
THREE = {"Americas": "Americas", "Europe": EMEA, "Africa": EMEA}


@lru_cache(maxsize=2_000)
def region_of(country: str, grouping: str = Grouping.REGION) -> str:
    """The region of a country as people write it (“UK”, “Deutschland”, “U.S.A.”); empty when it is not known."""
    from countryinfo import CountryInfo
    from countryinfo.exceptions import CountryNotFoundError

    name = " ".join(country.replace("’", "'").split())[:80]
    for spelling in dict.fromkeys((name, name.replace(".", ""), re.sub(r"\s*&\s*", " and ", name))):
        if not spelling:
            continue
        try:
            found = CountryInfo(spelling)
        except CountryNotFoundError:
            continue
        return _named(found.region(), found.subregion(), grouping)
    return ""


def _named(region: str, subregion: str, grouping: str) -> str:
    if grouping == Grouping.SUBREGION:
        return subregion
    if grouping == Grouping.REGION or not region:
        return region
    return EMEA if subregion == MIDDLE_EAST else THREE.get(region, FAR)

"""Tiny samples for measures that are run without data, made here by a dice of known seed."""

import random

FIELDS = {
    "clotting": "factor thrombin platelet bleeding haemophilia anticoagulant fibrin thrombosis vessel inhibitor",
    "leukaemia": "blast marrow remission mutation relapse cytarabine karyotype clone induction residual",
    "transfusion": "donor plasma alloantibody storage platelets refractoriness matching unit antigen pathogen",
}
COMMON = ["patients", "study", "cohort", "outcome", "treatment", "results", "trial", "risk", "analysis", "response"]


def _abstract(dice: random.Random, *fields: str, words: int = 60) -> str:
    own = [word for field in fields for word in FIELDS[field].split()]
    return " ".join(dice.choice(own if dice.random() < 0.4 else COMMON) for _ in range(words))


def similarity_sample() -> tuple[dict[str, str], list[dict[str, list[str]]], dict[str, dict[str, float]]]:
    """Texts, two versions of three people's papers, and what each says of six papers: 5 in her own field, 3 where it
    is half of it, 1 elsewhere.
    """
    dice = random.Random(17)
    names = list(FIELDS)
    texts: dict[str, str] = {}
    for field in names:
        texts |= {f"{field}-own-{place}": _abstract(dice, field) for place in range(4)}
        texts |= {f"{field}-new": _abstract(dice, field)}
    mixed = list(zip(names, names[1:] + names[:1], strict=True))
    texts |= {f"{one}-{other}": _abstract(dice, one, other) for one, other in mixed}
    profiles = [
        {field: [f"{field}-own-{place}" for place in places] for field in names} for places in ((0, 1), (2, 3))
    ]
    said = {
        who: {f"{field}-new": 5.0 if field == who else 1.0 for field in names}
        | {f"{one}-{other}": 3.0 if who in (one, other) else 1.0 for one, other in mixed}
        for who in names
    }
    return texts, profiles, said

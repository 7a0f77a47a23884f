"""Which texts say much the same: by the words and pairs of words that they share, rare ones counting more.

Cosine of TF-IDF vectors with sublinear counts, 0 (no word in common) to 1 (the same words). N texts give N vectors;
pairs are looked at in blocks of rows, so that memory stays small. About 1 s CPU for 1,000 abstracts.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

BLOCK = 500
TERMS = 4


@dataclass(frozen=True, slots=True)
class Alike[K: Hashable]:
    """Two texts, `one` of those asked about; `terms` are the words that bring most of the likeness."""

    one: K
    other: K
    likeness: float
    terms: tuple[str, ...]


def alike[K: Hashable](
    asked: Mapping[K, str], beside: Mapping[K, str], *, least: float = 0.25, most: int = 500
) -> list[Alike[K]]:
    """Pairs among `asked`, and of one asked with one `beside`, the most alike first, each once; of equal ones those
    that come first in the order given.
    """
    keys = [*asked, *(key for key in beside if key not in asked)]
    texts = [asked.get(key) or beside.get(key, "") for key in keys]
    if len(keys) < 2 or not any(text.strip() for text in texts):
        return []
    vectors, words = _vectors(texts)
    found = _pairs(vectors, len(asked), least)
    found.sort(key=lambda pair: (-round(pair[2], 9), pair[0], pair[1]))
    return [
        Alike(keys[row], keys[column], likeness, _terms(vectors, words, row, column))
        for row, column, likeness in found[:most]
    ]


def _vectors(texts: list[str]) -> tuple[Any, Any]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(ngram_range=(1, 2), stop_words="english", sublinear_tf=True)
    try:
        vectors = vectorizer.fit_transform(texts)
    except ValueError:  # nothing but stop words anywhere
        vectors = vectorizer.fit_transform([*texts, "nothing"])[:-1]
    return vectors.tocsr(), vectorizer.get_feature_names_out()


def _pairs(vectors: Any, asked: int, least: float) -> list[tuple[int, int, float]]:
    found = []
    for start in range(0, asked, BLOCK):
        block = (vectors[start : min(start + BLOCK, asked)] @ vectors.T).tocoo()
        for row, column, likeness in zip(block.row, block.col, block.data, strict=True):
            if likeness >= least and start + row < column:
                found.append((int(start + row), int(column), min(1.0, float(likeness))))
    return found


def _terms(vectors: Any, words: Any, one: int, other: int) -> tuple[str, ...]:
    """A pair of words instead of each of its words."""
    shared = vectors[[one]].multiply(vectors[[other]]).tocoo()
    order = sorted(zip(shared.data, shared.col, strict=True), key=lambda each: (-each[0], each[1]))
    chosen: list[str] = []
    for term in (str(words[column]) for _, column in order[: 4 * TERMS]):
        parts = set(term.split())
        if not any(parts <= set(known.split()) or parts >= set(known.split()) for known in chosen):
            chosen.append(term)
    return tuple(chosen[:TERMS])

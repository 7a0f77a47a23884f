"""How well similarity orders what people know: the gold standard of Stelmakh et al. (arXiv 2303.16750).

    python -m benchmarks.similarity [--data DIR] [--evaluations FILE.csv] [--json]

The data hold titles with abstracts, ten versions of the papers of 58 people, and what those people said of papers
that they had read: how expert they are in it, 1 to 5. The loss counts the pairs of papers that one person's
similarities order against her own word, each weighed by the difference of her two answers, a tie by half; it is
divided by all that could be lost, so 0 is perfect and 0.5 is chance. An easy pair has one paper of 4 or more and
one of 2 or less, a hard pair two different answers of 4 or more; their figures are the shares ordered rightly. All
are means over the versions. Without --data: the folder `assignment` of the public data (benchmarks/where.py), else a
sample inside.
Exit code 1 where the loss is above 0.29 or fewer than 0.80 of the easy pairs are right.
"""

import argparse
import csv
import gzip
import itertools
import json
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.sample import similarity_sample
from benchmarks.where import folder
from reviews.engine.similarity import similar

LOSS, EASY = 0.29, 0.80
TEXTS, EVALUATIONS = "goldstandard_texts.json.gz", "goldstandard_evaluations.csv"


@dataclass(frozen=True)
class Figures:
    """`easy` and `hard` are shares of pairs ordered rightly, None where there is no such pair."""

    loss: float
    easy: float | None
    hard: float | None


@dataclass(frozen=True)
class Question:
    """`texts` {paper: text}, `profiles` one {person: her papers} for each version, `said` {person: {paper: 1..5}}."""

    texts: Mapping[str, str]
    profiles: list[Mapping[str, list[str]]]
    said: Mapping[str, Mapping[str, float]]


def evaluations(path: Path) -> dict[str, dict[str, float]]:
    """{person: {paper: expertise}} of a table with the columns ParticipantID, Paper1.., Expertise1.. ."""
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {row["ParticipantID"]: dict(_answers(row)) for row in rows}


def _answers(row: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    for place in itertools.count(1):
        paper, said = row.get(f"Paper{place}"), row.get(f"Expertise{place}")
        if paper is None:
            return
        if paper and said:
            yield paper, float(said)


def gold_standard(folder: Path, table: Path | None) -> Question:
    with gzip.open(folder / TEXTS, "rt") as file:
        data = json.load(file)
    texts = {
        key: ". ".join(part or "" for part in text) for key, text in zip(data["ids"], data["texts"], strict=True)
    }
    profiles = [
        {person: [data["ids"][paper] for paper in papers] for person, papers in version.items()}
        for version in data["profiles"].values()
    ]
    return Question(texts, profiles, evaluations(table or folder / EVALUATIONS))


def scores(question: Question, profile: Mapping[str, list[str]]) -> dict[str, dict[str, float]]:
    """{person: {paper: similarity}} for the papers that somebody judged."""
    judged = {paper: question.texts[paper] for papers in question.said.values() for paper in papers}
    papers = {who: [question.texts[paper] for paper in own] for who, own in profile.items()}
    matches = similar(judged, papers, explain=False)
    return {
        who: {paper: matches[paper].cosine.get(who, 0.0) for paper in papers} for who, papers in question.said.items()
    }


def figures(said: Mapping[str, Mapping[str, float]], found: Mapping[str, Mapping[str, float]]) -> Figures:
    lost = whole = 0.0
    easy: list[float] = []
    hard: list[float] = []
    for who, answers in said.items():
        for (one, low), (other, high) in itertools.combinations(sorted(answers.items(), key=_by_answer), 2):
            if low == high:
                continue
            gap = found[who][other] - found[who][one]
            right = 0.5 if gap == 0 else float(gap > 0)
            lost, whole = lost + (1 - right) * (high - low), whole + high - low
            if low <= 2 and high >= 4:
                easy.append(float(gap > 0))
            elif low >= 4:
                hard.append(float(gap > 0))
    return Figures(lost / whole if whole else 0.0, fmean(easy) if easy else None, fmean(hard) if hard else None)


def _by_answer(answer: tuple[str, float]) -> tuple[float, str]:
    return answer[1], answer[0]


def measure(question: Question) -> Figures:
    runs = [figures(question.said, scores(question, profile)) for profile in question.profiles]
    return Figures(
        fmean(run.loss for run in runs),
        _mean([run.easy for run in runs]),
        _mean([run.hard for run in runs]),
    )


def _mean(shares: list[float | None]) -> float | None:
    known = [share for share in shares if share is not None]
    return fmean(known) if known else None


def arguments() -> Any:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.similarity", description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, help="the folder with the gold standard")
    parser.add_argument("--evaluations", type=Path, help="another table of answers about the same papers")
    parser.add_argument("--json", action="store_true", help="one line with loss, easy, hard")
    return parser


def main(words: list[str] | None = None) -> int:
    asked = arguments().parse_args(words)
    data = asked.data or folder("assignment")
    if asked.evaluations and not data:
        arguments().error("--evaluations speaks of the papers in --data: give both")
    began = time.process_time()
    question = gold_standard(data, asked.evaluations) if data else Question(*similarity_sample())
    result = measure(question)
    seconds = time.process_time() - began
    if asked.json:
        print(json.dumps({"loss": result.loss, "easy": result.easy, "hard": result.hard, "seconds": seconds}))
    else:
        source = data or "the sample inside, which only shows that this runs"
        print(f"{len(question.said)} people, {len(question.profiles)} versions of their papers; from {source}")
        print(f"loss  {result.loss:.4f}   (at most {LOSS}; 0.5 is chance)")
        print(f"easy  {_share(result.easy)}   (at least {EASY})")
        print(f"hard  {_share(result.hard)}")
        print(f"{seconds:.1f} s CPU")
    return 0 if result.loss <= LOSS and (result.easy is None or result.easy >= EASY) else 1


def _share(value: float | None) -> str:
    return "  –   " if value is None else f"{value:.4f}"


if __name__ == "__main__":
    sys.exit(main())

"""Rule 6: the reader and somebody in the proposal have published together in the last four years."""

from collections import defaultdict
from collections.abc import Iterator

from reviews.conflicts.catalogue.rule import Found, rule
from reviews.conflicts.facts import Facts, Paper, Part, Who
from reviews.conflicts.finding import Kind, Reason
from reviews.conflicts.known import Known
from reviews.conflicts.names import compatible, plain

YEARS = 4
"""How long it counts (JOSS)."""
MOST_AUTHORS = 15
"""A paper of more is a consortium's, and says nothing about who works with whom."""
OF_A_SOCIETY = ("guideline", "consensus", "position paper", "society report", "recommendations")
"""Words in titles of what is written for a society (NIH: no conflict)."""


@rule
def published_together(facts: Facts, known: Known) -> Iterator[Found]:
    """Found in the reader's own list or in that of the other one; by the names of authors, so only possible."""
    papers = [paper for paper in facts.papers if counts(paper, facts.today.year)]
    hers = _by_author([paper for paper in papers if paper.of in facts.readers])
    theirs: dict[int, list[Paper]] = defaultdict(list)
    for paper in papers:
        theirs[paper.of].append(paper)
    for case in facts.cases.values() if papers else ():
        own = known.all_of(part.who for part in case.parts)
        for part in case.parts:
            for reader, paper in {**_in_theirs(part, theirs, known), **_in_hers(part, hers)}.items():
                if reader not in own:
                    yield case.key, reader, reason_of(paper, part)


def _in_hers(part: Part, hers: dict[str, list[tuple[str, Paper]]]) -> dict[int, Paper]:
    """Readers whose papers name this person, with one of them."""
    rows = hers.get(plain(part.who.family), ()) if part.who.family else ()
    given = plain(part.who.given)
    return {paper.of: paper for name, paper in rows if paper.of != part.who.key and compatible(name, given)}


def _in_theirs(part: Part, theirs: dict[int, list[Paper]], known: Known) -> dict[int, Paper]:
    """Readers whom a paper of this person names."""
    rows = ((paper, name) for paper in theirs.get(part.who.key or 0, ()) for name in paper.authors)
    return {
        reader: paper
        for paper, name in rows
        for given, family in spellings(name)
        for reader in known.likely(Who(given=given, family=family))
    }


def _by_author(papers: list[Paper]) -> dict[str, list[tuple[str, Paper]]]:
    found: dict[str, list[tuple[str, Paper]]] = defaultdict(list)
    for paper in papers:
        for name in paper.authors:
            for given, family in spellings(name):
                found[family].append((given, paper))
    return found


def spellings(author: str) -> Iterator[tuple[str, str]]:
    """What may be the given and what the family name: Raj Rao, and Rao R as indexes write it."""
    words = plain(author).split()
    for cut in range(1, len(words)):
        yield " ".join(words[:cut]), " ".join(words[cut:])
        yield " ".join(words[cut:]), " ".join(words[:cut])


def counts(paper: Paper, year: int) -> bool:
    words = plain(paper.title)
    recent = paper.year >= year - YEARS
    return recent and len(paper.authors) <= MOST_AUTHORS and not any(each in words for each in OF_A_SOCIETY)


def reason_of(paper: Paper, part: Part) -> Reason:
    sentence = f"published “{paper.title}” ({paper.year}) together with {part.who.name}"
    evidence = (paper.title, str(paper.year), part.who.name)
    return Reason(Kind.COAUTHOR, sentence, evidence, binds=False, may_clear=True)

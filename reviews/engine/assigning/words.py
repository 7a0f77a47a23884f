"""A shortage in sentences: what is short first, then what would help, each a sentence of its own."""

from collections.abc import Sequence
from itertools import groupby

from .shortage import Fix, Shortage

SHOWN = 4
"""So many names are written out; of more, the rest is counted."""

RULES = {
    "seniors": "that every proposal has a senior or expert reader",
    "institutions": "that a proposal has one reader of an institution at most",
    "apart": "that keeps some people apart",
}


def sentences(short: Shortage, proposals: Sequence[str], people: Sequence[str]) -> list[str]:
    about = listed([f"“{proposals[place]}”" for place in short.proposals])
    who = listed([people[place] for place in short.people])
    return [_head(short, about, who), *_help(short.fixes, proposals, people)]


def listed(names: Sequence[str], joined: str = "and") -> str:
    """A, B and C; of many the first few, and how many more."""
    if len(names) > SHOWN + 1:
        names = [*names[:SHOWN], f"{len(names) - SHOWN} more"]
    return names[0] if len(names) == 1 else f" {joined} ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _head(short: Shortage, about: str, who: str) -> str:
    needs, gives, one = short.needs, short.gives, len(short.proposals) == 1
    need = "needs" if one else "together need"
    if short.kind == "readers":
        return f"{about} {need} {counted(needs, 'reader')}; people without a conflict can give {gives}."
    if short.kind == "seniors":
        return (
            f"{about} {need} {counted(needs, 'senior or expert reader')}; those without a conflict can give {gives}."
        )
    if short.kind == "institutions":
        return f"{about} needs {needs} readers, and who may read it comes from {counted(gives, 'institution')}."
    if short.kind == "minimum":
        must = "must read" if len(short.people) == 1 else "must together read"
        return f"{who} {must} {needs} proposals at least, and there are {gives} for them to read."
    if short.kind == "locked":
        if short.proposals:
            return f"{about} keeps {counted(needs, 'reader')} and is to have {gives}."
        return f"{who} keeps {counted(needs, 'proposal')} and reads {gives} at most."
    if short.kind == "rules":
        return "There are readers enough, but no assignment obeys all the rules together."
    return "No assignment was found in the time given, and none was proved impossible."


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _help(fixes: Sequence[Fix], proposals: Sequence[str], people: Sequence[str]) -> list[str]:
    found = []
    for kind, alike in groupby(fixes, key=lambda fix: fix.kind):
        found += _fixes(kind, list(alike), proposals, people)
    return found


def _fixes(kind: str, fixes: list[Fix], proposals: Sequence[str], people: Sequence[str]) -> list[str]:
    who = listed([people[fix.person] for fix in fixes if fix.person is not None] or [""], "or")
    what = listed([f"“{proposals[fix.proposal]}”" for fix in fixes if fix.proposal is not None] or [""], "or")
    by = fixes[0].by
    if kind == "load":
        return [f"Let {who} read {_more(by)}."]
    if kind == "minimum":
        return [f"Ask {who} to read one fewer at least."]
    if kind == "demand":
        return [f"Ask for {'one reader' if by == 1 else f'{by} readers'} fewer of {what}."]
    if kind == "rule":
        return [f"Give up the rule {RULES[fix.rule]}." for fix in fixes]
    verb = "Waive the conflict between" if kind == "conflict" else "Unlock"
    pairs = [(people[fix.person or 0], proposals[fix.proposal or 0]) for fix in fixes]
    return [f"{verb} {person} and “{proposal}”." for person, proposal in pairs]


def _more(by: int) -> str:
    return "one more" if by == 1 else f"{by} more"

"""Conflicts of interest: what stands between people and proposals, by the rules of a closed catalogue.

`pairs` answers for people with an account. What binds for certain also hides a proposal, in every query, by
`reviews.models.conflict`, which looks at the tables alone.
"""

from reviews.conflicts.finding import Finding, Kind, Reason, State
from reviews.conflicts.pairs import check, pairs

__all__ = ["Finding", "Kind", "Reason", "State", "check", "pairs"]

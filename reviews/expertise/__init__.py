"""Who knows what: a member's papers, topics and own words, brought together with a stage's proposals.

`matrix(stage, viewer)` says how well each member can judge each proposal. Texts are compared in the background
(`matching.py`), so that no page pays for it.
"""

from reviews.expertise.matrix import Matrix, matrix

__all__ = ["Matrix", "matrix"]

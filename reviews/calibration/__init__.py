"""Room of the calibrated ranking: numbers of a stage seen through its readers, for one person's eyes.

Whoever looks is part of the question: without the proposals in which she has a conflict, everything is counted as
in a world in which they do not exist.
"""

from reviews.calibration.answers import Figures, calibrated, draws_for

__all__ = ["Figures", "calibrated", "draws_for"]

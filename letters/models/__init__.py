from letters.models.letter import Fate, Letter, LetterState
from letters.models.template import LetterSet, LetterTemplate

__all__ = ["Fate", "Letter", "LetterSet", "LetterState", "LetterTemplate"]

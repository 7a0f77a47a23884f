from letters.models.letter import Letter, LetterState
from letters.models.template import LetterSet, LetterTemplate

__all__ = ["Letter", "LetterSet", "LetterState", "LetterTemplate"]

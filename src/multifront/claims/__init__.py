"""Claims about the world: the language they are written in, the tests that judge them, the rules that give verdicts."""

from multifront.claims.judging import Options, judge
from multifront.claims.language import SHIPPED, Assessment, Claim, load, shipped_assessments

__all__ = ["SHIPPED", "Assessment", "Claim", "Options", "judge", "load", "shipped_assessments"]

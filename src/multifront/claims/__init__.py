"""Claims about the world: the language they are written in, the tests that judge them, the rules that give verdicts."""

from multifront.claims.judging import Options, judge
from multifront.claims.language import Assessment, Claim, load, shipped_assessments

__all__ = ["Assessment", "Claim", "Options", "judge", "load", "shipped_assessments"]

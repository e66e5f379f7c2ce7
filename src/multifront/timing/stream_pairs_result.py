"""What a test of all pairs of streams gives back, as list, matrix and sentence. Nothing is tested here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multifront.domain import Floats
from multifront.errors import UsageError, unknown_name
from multifront.timing.admission import Period

MATRICES = ("p_value", "p_raw", "q_value", "effect", "hits", "hits_expected")


@dataclass(frozen=True, slots=True)
class PairCell:
    """Does one stream follow another: counts, excess with interval (local null), p and its q among all pairs.

    `p_value` is calibrated, from `drawn` synthetic pairs; `interval` has level 1 - 2 alpha.
    """

    follower: str
    leader: str
    span: Period
    events_a: int
    events_b: int
    hits: int
    hits_expected: float
    effect: float
    interval: tuple[float, float]
    p_value: float
    p_raw: float
    q_value: float
    drawn: int

    @property
    def name(self) -> str:
        """The pair in a few words."""
        return f"{self.follower} after {self.leader}"


@dataclass(frozen=True, slots=True)
class PairUntested:
    """A pair that was asked for and cannot be tested, with the reason; it is in no family."""

    follower: str
    leader: str
    reason: str

    @property
    def name(self) -> str:
        """The pair in a few words."""
        return f"{self.follower} after {self.leader}"


@dataclass(frozen=True, slots=True)
class CoincidencePairs:
    """All ordered pairs of several streams, judged as one family.

    `p_value` is the smallest q: with 'bh' Simes' p that no pair at all shows an excess; None where no pair can be
    tested. `false_positive_rate` is the share of synthetic independent pairs, over all pairs alike, on which the
    calibrated p alone is at most alpha, before q; `false_positive_rate_raw` the same of the raw p. Power is not
    measured: `coincidence_test` on one pair does.
    """

    names: tuple[str, ...]
    tested: tuple[PairCell, ...]
    untested: tuple[PairUntested, ...]
    window_days: int
    lag_days: int
    correction: str
    alpha: float
    draws: int
    seed: int
    p_value: float | None
    false_positive_rate: float
    false_positive_rate_raw: float
    notes: tuple[str, ...]

    @property
    def found(self) -> tuple[PairCell, ...]:
        """The pairs with q at most alpha, the smallest q first."""
        kept = [cell for cell in self.tested if cell.q_value <= self.alpha]
        return tuple(sorted(kept, key=lambda cell: (cell.q_value, cell.p_raw, cell.name)))

    def matrix(self, what: str = "p_value") -> Floats:
        """One figure of every pair, shape (streams, streams): rows follow, columns lead; NaN where not tested.

        Args:
            what: 'p_value', 'p_raw', 'q_value', 'effect', 'hits' or 'hits_expected'.

        Raises:
            UsageError: another word.
        """
        if what not in MATRICES:
            raise UsageError(unknown_name("figure of a pair", what, MATRICES, "use what='p_value'"))
        place = {name: i for i, name in enumerate(self.names)}
        values = np.full((len(self.names), len(self.names)), np.nan)
        for cell in self.tested:
            values[place[cell.follower], place[cell.leader]] = getattr(cell, what)
        return values

    @property
    def sentence(self) -> str:
        """The result in words, with how many pairs were tried."""
        asked = len(self.tested) + len(self.untested)
        opening = f"{asked} ordered pairs of {len(self.names)} streams were asked"
        if not self.tested:
            first = self.untested[0]
            return f"{opening}; none can be tested (such as {first.name}: {first.reason})"
        left = f", {len(self.untested)} cannot be tested" if self.untested else ""
        best = min(self.tested, key=lambda cell: (cell.q_value, cell.p_raw, cell.name))
        kept = len(self.found)
        verdict = (
            f"{kept} pair{'s' if kept > 1 else ''} kept q <= {self.alpha:g}: more than chance allows over all that was "
            "tried. Co-timing alone is not coordination"
            if kept
            else "No pair is beyond what the best of so many shows by chance; this does not show independence"
        )
        said = (
            f"{opening}{left}. {verdict}. The strongest is {best.name}: {best.hits} of {best.events_a} hits where "
            f"{best.hits_expected:.1f} were expected, p = {best.p_value:.3g} alone, q = {best.q_value:.3g} "
            f"({self.correction.upper()}, {len(self.tested)} pairs). Power was not measured: coincidence_test on one "
            "pair says what it could have seen."
        )
        return " ".join([said, *self.notes])

"""What a grid of windows and lags gives back, and the sentence that says it in words. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from multifront.timing.admission import Period


@dataclass(frozen=True, slots=True)
class GridCell:
    """One window and lag in one direction: what `coincidence_test` says of it, and its p among all that were tried.

    `p_value` is the calibrated p of this cell alone, `q_value` its q among the cells that were tested, `p_family` the
    chance that the best of all cells looks as good on independent streams. Expected hits and the interval are those of
    the local null. Where `too_few` is not empty, the cell could
    not decide whatever it showed: it is not in the family, and `q_value` and `p_family` are None.
    """

    follower: str
    leader: str
    window_days: int
    lag_days: int
    events: int
    hits: int
    hits_expected: float
    precursor_rate: float
    precursor_expected: float
    trigger_rate: float
    trigger_expected: float
    effect: float
    interval: tuple[float, float]
    p_value: float
    p_raw: float
    q_value: float | None
    p_family: float | None
    too_few: str
    enough: int | None

    @property
    def name(self) -> str:
        """The cell in a few words."""
        lag = f", lag {self.lag_days} days" if self.lag_days else ""
        return f"{self.follower} within {self.window_days} days of {self.leader}{lag}"


@dataclass(frozen=True, slots=True)
class CoincidenceGrid:
    """All declared windows and lags, both ways, judged as one family.

    `p_value` is the smallest-p test of the whole family (None where no cell could decide), from the same synthetic
    pairs for all cells, so that it knows how they depend on each other. `false_positive_rates` is the share of
    independent pairs like these on which some cell is called at alpha: 'uncorrected', 'bh', 'by', 'family'.
    """

    cells: tuple[GridCell, ...]
    windows: tuple[int, ...]
    lags: tuple[int, ...]
    span: Period
    correction: str
    alpha: float
    draws: int
    seed: int
    joint: bool
    p_value: float | None
    false_positive_rates: Mapping[str, float]
    notes: tuple[str, ...]

    @property
    def tested(self) -> tuple[GridCell, ...]:
        """The cells that could decide."""
        return tuple(cell for cell in self.cells if not cell.too_few)

    @property
    def false_positive_rate(self) -> float:
        """How often the family test calls anything on independent pairs like these."""
        return self.false_positive_rates["family"]

    @property
    def sentence(self) -> str:
        """The result in words, with how many cells were tried."""
        tried, tested = len(self.cells), self.tested
        if not tested or self.p_value is None:
            return " ".join([f"Too few to say in any of {tried} cells: {self.cells[0].too_few}", *self.notes])
        best = min(tested, key=lambda cell: (cell.p_value, cell.window_days, abs(cell.lag_days)))
        kept = sum(cell.q_value is not None and cell.q_value <= self.alpha for cell in tested)
        left = f" ({tried - len(tested)} could not decide)" if tried > len(tested) else ""
        verdict = (
            "more than chance allows over all that was tried"
            if self.p_value <= self.alpha
            else ("not more than the best of so many cells shows by chance; this does not show independence")
        )
        said = (
            f"{tried} cells were declared{left}. The strongest is {best.name}: {best.hits} hits where "
            f"{best.hits_expected:.1f} were expected, p = {best.p_value:.3g} alone. With all cells counted p = "
            f"{self.p_value:.3g}: {verdict}. {kept} cell{'s' if kept != 1 else ''} kept q <= {self.alpha:g} "
            f"({self.correction.upper()}). On independent pairs like these the uncorrected grid would call something "
            f"{self.false_positive_rates['uncorrected']:.0%} of the time, the family test "
            f"{self.false_positive_rate:.1%}."
        )
        warning = "Co-timing alone is not coordination." if self.p_value <= self.alpha else ""
        return " ".join(part for part in (said, warning, *self.notes) if part)

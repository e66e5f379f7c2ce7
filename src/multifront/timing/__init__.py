"""Timing tests that state their null, their own false-positive rate and the smallest effect that they could see."""

from multifront.timing.coincidence import coincidence_test
from multifront.timing.coincidence_result import CoincidenceResult
from multifront.timing.lags import LagCounts, lag_counts
from multifront.timing.multiplicity import false_discovery_rate
from multifront.timing.opportunism import opportunism_test
from multifront.timing.opportunism_result import OpportunismResult, Placebo, PressureCoefficient
from multifront.timing.overlap import overlap_p_value
from multifront.timing.rate_change_result import RateChangeResult
from multifront.timing.rates import rate_change_test
from multifront.timing.simultaneity import simultaneity_test
from multifront.timing.simultaneity_result import Episode, IndexWeek, SimultaneityResult

__all__ = [
    "CoincidenceResult",
    "Episode",
    "IndexWeek",
    "LagCounts",
    "OpportunismResult",
    "Placebo",
    "PressureCoefficient",
    "RateChangeResult",
    "SimultaneityResult",
    "coincidence_test",
    "false_discovery_rate",
    "lag_counts",
    "opportunism_test",
    "overlap_p_value",
    "rate_change_test",
    "simultaneity_test",
]

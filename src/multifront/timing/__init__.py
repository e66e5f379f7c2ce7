"""Timing tests that state their null, their own false-positive rate and the smallest effect that they could see."""

from multifront.timing.change import ChangeOptions, change_points
from multifront.timing.change_result import Change, ChangePoints
from multifront.timing.coincidence import coincidence_test
from multifront.timing.coincidence_result import CoincidenceResult
from multifront.timing.count_scores import score_counts
from multifront.timing.excitation import HawkesOptions, fit_hawkes
from multifront.timing.excitation_result import HawkesResult, PairExcitation
from multifront.timing.forecast import ForecastOptions, forecast_counts
from multifront.timing.forecast_periods import PublishedEvents
from multifront.timing.forecast_result import CountForecast, ForecastResult, ScoreComparison
from multifront.timing.hawkes_intensity import hawkes_log_likelihood
from multifront.timing.hawkes_simulation import simulate_hawkes
from multifront.timing.lags import LagCounts, lag_counts
from multifront.timing.multiplicity import false_discovery_rate
from multifront.timing.no_return import persistence
from multifront.timing.no_return_result import PersistenceResult
from multifront.timing.online import OnlineChange, online_change
from multifront.timing.opportunism import opportunism_test
from multifront.timing.opportunism_result import OpportunismResult, Placebo, PressureCoefficient
from multifront.timing.overlap import overlap_p_value
from multifront.timing.rate_change_result import RateChangeResult
from multifront.timing.rates import rate_change_test
from multifront.timing.simultaneity import simultaneity_test
from multifront.timing.simultaneity_result import Episode, IndexWeek, SimultaneityResult
from multifront.timing.trend import count_trend
from multifront.timing.trend_result import CountTrend

__all__ = [
    "Change",
    "ChangeOptions",
    "ChangePoints",
    "CoincidenceResult",
    "CountForecast",
    "CountTrend",
    "Episode",
    "ForecastOptions",
    "ForecastResult",
    "HawkesOptions",
    "HawkesResult",
    "IndexWeek",
    "LagCounts",
    "OnlineChange",
    "OpportunismResult",
    "PairExcitation",
    "PersistenceResult",
    "Placebo",
    "PressureCoefficient",
    "PublishedEvents",
    "RateChangeResult",
    "ScoreComparison",
    "SimultaneityResult",
    "change_points",
    "coincidence_test",
    "count_trend",
    "false_discovery_rate",
    "fit_hawkes",
    "forecast_counts",
    "hawkes_log_likelihood",
    "lag_counts",
    "online_change",
    "opportunism_test",
    "overlap_p_value",
    "persistence",
    "rate_change_test",
    "score_counts",
    "simulate_hawkes",
    "simultaneity_test",
]

"""Timing tests that state their null, their own false-positive rate and the smallest effect that they could see."""

from multifront.timing.change import ChangeOptions, change_points
from multifront.timing.change_result import Change, ChangePoints
from multifront.timing.coincidence import coincidence_test
from multifront.timing.coincidence_result import CoincidenceResult
from multifront.timing.count_scores import score_counts
from multifront.timing.envelopes import Envelope, global_envelope
from multifront.timing.event_spans import EventSpans
from multifront.timing.excitation import HawkesOptions, fit_hawkes
from multifront.timing.excitation_result import HawkesResult, PairExcitation
from multifront.timing.forecast import ForecastOptions, forecast_counts
from multifront.timing.forecast_periods import PublishedEvents
from multifront.timing.forecast_result import CountForecast, ForecastResult, ScoreComparison
from multifront.timing.grid_result import CoincidenceGrid, GridCell
from multifront.timing.hawkes_intensity import hawkes_log_likelihood
from multifront.timing.hawkes_simulation import simulate_hawkes
from multifront.timing.known_calendar import SetApart, off_calendar
from multifront.timing.lag_curve import LagCurve
from multifront.timing.lag_sign import lag_sign_test
from multifront.timing.lag_sign_result import LagSignResult
from multifront.timing.lags import LagCounts, lag_counts
from multifront.timing.later_counts import FurtherEvents, further_events
from multifront.timing.multiplicity import false_discovery_rate
from multifront.timing.no_return import persistence
from multifront.timing.no_return_result import PersistenceResult
from multifront.timing.null_comparison import NullComparison, NullRow, compare_nulls
from multifront.timing.online import OnlineChange, online_change
from multifront.timing.opportunism import opportunism_test
from multifront.timing.opportunism_result import OpportunismResult, Placebo, PressureCoefficient
from multifront.timing.overlap import overlap_p_value
from multifront.timing.power import Power
from multifront.timing.rate_change_result import RateChangeResult
from multifront.timing.rates import rate_change_test
from multifront.timing.second_order import EnvelopeOptions, cross_k, lag_histogram, pair_correlation
from multifront.timing.simultaneity import simultaneity_test
from multifront.timing.simultaneity_result import Episode, IndexWeek, SimultaneityResult
from multifront.timing.span_coincidence import span_coincidence_test
from multifront.timing.span_result import SpanCoincidence
from multifront.timing.stream_pairs import coincidence_pairs
from multifront.timing.stream_pairs_result import CoincidencePairs, PairCell, PairUntested
from multifront.timing.surrogates import SurrogateResult, surrogate_test
from multifront.timing.trend import count_trend
from multifront.timing.trend_result import CountTrend
from multifront.timing.triggered_bursts import burst_power
from multifront.timing.uncertain_coincidence import uncertain_coincidence_test
from multifront.timing.uncertain_days import UncertainDays
from multifront.timing.uncertain_result import UncertainCoincidence
from multifront.timing.window_grid import coincidence_grid

__all__ = [
    "Change",
    "ChangeOptions",
    "ChangePoints",
    "CoincidenceGrid",
    "CoincidencePairs",
    "CoincidenceResult",
    "CountForecast",
    "CountTrend",
    "Envelope",
    "EnvelopeOptions",
    "Episode",
    "EventSpans",
    "ForecastOptions",
    "ForecastResult",
    "FurtherEvents",
    "GridCell",
    "HawkesOptions",
    "HawkesResult",
    "IndexWeek",
    "LagCounts",
    "LagCurve",
    "LagSignResult",
    "NullComparison",
    "NullRow",
    "OnlineChange",
    "OpportunismResult",
    "PairCell",
    "PairExcitation",
    "PairUntested",
    "PersistenceResult",
    "Placebo",
    "Power",
    "PressureCoefficient",
    "PublishedEvents",
    "RateChangeResult",
    "ScoreComparison",
    "SetApart",
    "SimultaneityResult",
    "SpanCoincidence",
    "SurrogateResult",
    "UncertainCoincidence",
    "UncertainDays",
    "burst_power",
    "change_points",
    "coincidence_grid",
    "coincidence_pairs",
    "coincidence_test",
    "compare_nulls",
    "count_trend",
    "cross_k",
    "false_discovery_rate",
    "fit_hawkes",
    "forecast_counts",
    "further_events",
    "global_envelope",
    "hawkes_log_likelihood",
    "lag_counts",
    "lag_histogram",
    "lag_sign_test",
    "off_calendar",
    "online_change",
    "opportunism_test",
    "overlap_p_value",
    "pair_correlation",
    "persistence",
    "rate_change_test",
    "score_counts",
    "simulate_hawkes",
    "simultaneity_test",
    "span_coincidence_test",
    "surrogate_test",
    "uncertain_coincidence_test",
]

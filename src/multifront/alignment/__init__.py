"""How close two states are, by year and against others: measures on arrays; no stores, no claims."""

from multifront.alignment.axis import AxisOptions, axis_test, compare_axes
from multifront.alignment.axis_result import AxisMember, AxisPair, AxisTest
from multifront.alignment.blocs import Blocs, consensus_blocs, follow_blocs
from multifront.alignment.chance import bcai, kappa, scott_pi
from multifront.alignment.change import trend_departure
from multifront.alignment.coherence import Coherence, indicator_coherence
from multifront.alignment.comparing import PairComparison, compare_distances, compare_pairs, joint_answer
from multifront.alignment.composite import CompositeOptions, CompositeRank, Influence, composite_rank
from multifront.alignment.counts import CountSimilarity, similarity_from_counts
from multifront.alignment.departure import Departure, TrendDeparture
from multifront.alignment.dependence import TradeDependence, sums_over_years, trade_dependence
from multifront.alignment.division import Polarisation, polarisation
from multifront.alignment.filters import RESOLUTIONS, RollCallFilter
from multifront.alignment.frustration import Frustration, frustration_index
from multifront.alignment.ideal_points import IdealPointOptions, IdealPoints, fit_ideal_points
from multifront.alignment.ideal_votes import IdealPointVotes
from multifront.alignment.intervals import VoteIntervals, vote_intervals
from multifront.alignment.line_residuals import BeyondLine, beyond_line
from multifront.alignment.points import PointDistance, ideal_point_distance, sd_from_interval
from multifront.alignment.ranks import PairRanks, rank_among_pairs
from multifront.alignment.resampling import SimilarityInterval, similarity_interval
from multifront.alignment.similarity import agreement, s_score, tau_b
from multifront.alignment.straight_trend import ValueTrend, value_trend
from multifront.alignment.votes import VoteSimilarity, vote_similarity

__all__ = [
    "RESOLUTIONS",
    "AxisMember",
    "AxisOptions",
    "AxisPair",
    "AxisTest",
    "BeyondLine",
    "Blocs",
    "Coherence",
    "CompositeOptions",
    "CompositeRank",
    "CountSimilarity",
    "Departure",
    "Frustration",
    "IdealPointOptions",
    "IdealPointVotes",
    "IdealPoints",
    "Influence",
    "PairComparison",
    "PairRanks",
    "PointDistance",
    "Polarisation",
    "RollCallFilter",
    "SimilarityInterval",
    "TradeDependence",
    "TrendDeparture",
    "ValueTrend",
    "VoteIntervals",
    "VoteSimilarity",
    "agreement",
    "axis_test",
    "bcai",
    "beyond_line",
    "compare_axes",
    "compare_distances",
    "compare_pairs",
    "composite_rank",
    "consensus_blocs",
    "fit_ideal_points",
    "follow_blocs",
    "frustration_index",
    "ideal_point_distance",
    "indicator_coherence",
    "joint_answer",
    "kappa",
    "polarisation",
    "rank_among_pairs",
    "s_score",
    "scott_pi",
    "sd_from_interval",
    "similarity_from_counts",
    "similarity_interval",
    "sums_over_years",
    "tau_b",
    "trade_dependence",
    "trend_departure",
    "value_trend",
    "vote_intervals",
    "vote_similarity",
]

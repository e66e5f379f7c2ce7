"""How close two states are, by year and against others: measures on arrays; no stores, no claims."""

from multifront.alignment.chance import bcai, kappa, scott_pi
from multifront.alignment.change import trend_departure
from multifront.alignment.comparing import PairComparison, compare_distances, compare_pairs, joint_answer
from multifront.alignment.counts import CountSimilarity, similarity_from_counts
from multifront.alignment.departure import Departure, TrendDeparture
from multifront.alignment.filters import RESOLUTIONS, RollCallFilter
from multifront.alignment.intervals import VoteIntervals, vote_intervals
from multifront.alignment.points import PointDistance, ideal_point_distance, sd_from_interval
from multifront.alignment.ranks import PairRanks, rank_among_pairs
from multifront.alignment.resampling import SimilarityInterval, similarity_interval
from multifront.alignment.similarity import agreement, s_score, tau_b
from multifront.alignment.votes import VoteSimilarity, vote_similarity

__all__ = [
    "RESOLUTIONS",
    "CountSimilarity",
    "Departure",
    "PairComparison",
    "PairRanks",
    "PointDistance",
    "RollCallFilter",
    "SimilarityInterval",
    "TrendDeparture",
    "VoteIntervals",
    "VoteSimilarity",
    "agreement",
    "bcai",
    "compare_distances",
    "compare_pairs",
    "ideal_point_distance",
    "joint_answer",
    "kappa",
    "rank_among_pairs",
    "s_score",
    "scott_pi",
    "sd_from_interval",
    "similarity_from_counts",
    "similarity_interval",
    "tau_b",
    "trend_departure",
    "vote_intervals",
    "vote_similarity",
]

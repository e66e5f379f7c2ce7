"""How close two states are, by year and against others: measures on arrays; no stores, no claims."""

from multifront.alignment.chance import bcai, kappa, scott_pi
from multifront.alignment.change import trend_departure
from multifront.alignment.counts import CountSimilarity, similarity_from_counts
from multifront.alignment.departure import Departure, TrendDeparture
from multifront.alignment.ideal_points import IdealPointOptions, IdealPoints, fit_ideal_points
from multifront.alignment.ideal_votes import IdealPointVotes
from multifront.alignment.points import PointDistance, ideal_point_distance, sd_from_interval
from multifront.alignment.ranks import PairRanks, rank_among_pairs
from multifront.alignment.similarity import agreement, s_score, tau_b
from multifront.alignment.votes import VoteSimilarity, vote_similarity

__all__ = [
    "CountSimilarity",
    "Departure",
    "IdealPointOptions",
    "IdealPointVotes",
    "IdealPoints",
    "PairRanks",
    "PointDistance",
    "TrendDeparture",
    "VoteSimilarity",
    "agreement",
    "bcai",
    "fit_ideal_points",
    "ideal_point_distance",
    "kappa",
    "rank_among_pairs",
    "s_score",
    "scott_pi",
    "sd_from_interval",
    "similarity_from_counts",
    "tau_b",
    "trend_departure",
    "vote_similarity",
]

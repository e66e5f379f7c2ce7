"""The kinds of claims, one module a family. A new kind is a module here and a line in the list below."""

from multifront.claims.kind import KindOfClaim
from multifront.claims.kinds.alignment_change import AlignmentChange
from multifront.claims.kinds.axis import Axis
from multifront.claims.kinds.base_rate import BaseRate
from multifront.claims.kinds.branch import BranchKind
from multifront.claims.kinds.change import Change
from multifront.claims.kinds.coincidence import Coincidence
from multifront.claims.kinds.decision import DecisionKind
from multifront.claims.kinds.dependence import Dependence
from multifront.claims.kinds.distraction import Distraction
from multifront.claims.kinds.division import Division
from multifront.claims.kinds.drift import Drift
from multifront.claims.kinds.force_multiplier import ForceMultiplier
from multifront.claims.kinds.forecast import Forecast
from multifront.claims.kinds.labour import LabourKind
from multifront.claims.kinds.ladder import MilitaryLadder
from multifront.claims.kinds.level import Level
from multifront.claims.kinds.listed import Listed
from multifront.claims.kinds.opportunism import Opportunism
from multifront.claims.kinds.quantity import Quantity
from multifront.claims.kinds.rank import Rank
from multifront.claims.kinds.rate_change import RateChange
from multifront.claims.kinds.reach import Reach
from multifront.claims.kinds.scenario_difference import ScenarioDifference
from multifront.claims.kinds.scenario_outcome import ScenarioOutcome
from multifront.claims.kinds.series_trend import SeriesTrend
from multifront.claims.kinds.simultaneity import Simultaneity
from multifront.claims.kinds.statement import Statement
from multifront.claims.kinds.swept_assumption import SweptAssumption
from multifront.claims.kinds.transfer import Transfer
from multifront.claims.kinds.trend import Trend
from multifront.claims.kinds.untestable import Untestable

KINDS: dict[str, KindOfClaim] = {
    kind.name: kind
    for kind in (
        AlignmentChange(),
        Axis(),
        BaseRate(),
        BranchKind(),
        Change(),
        Coincidence(),
        Dependence(),
        DecisionKind(),
        Distraction(),
        Division(),
        Drift(),
        ForceMultiplier(),
        Forecast(),
        MilitaryLadder(),
        LabourKind(),
        Level(),
        Listed(),
        Opportunism(),
        Quantity(),
        Rank(),
        RateChange(),
        Reach(),
        ScenarioDifference(),
        ScenarioOutcome(),
        SeriesTrend(),
        Simultaneity(),
        SweptAssumption(),
        Statement(),
        Transfer(),
        Trend(),
        Untestable(),
    )
}

__all__ = ["KINDS"]

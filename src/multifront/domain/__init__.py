"""The words of the design as small frozen types. Numpy at most; no input or output, no arithmetic of the tests."""

from multifront.domain.evidence import Days, Evidence, Floats, Frame, Row, Selection, Series, Stream, VoteTable
from multifront.domain.hypotheses import Hypothesis, HypothesisMatrix, RatedItem
from multifront.domain.independence import Independence, OriginGroup
from multifront.domain.origin import CREDIBILITY, RELIABILITY, UNKNOWN, Origin
from multifront.domain.roll_calls import RollCallItems, RollCalls
from multifront.domain.scenarios import GROUNDS, ChannelRow, ScenarioNumber, ScenarioReport
from multifront.domain.trace import Figure, Phrase, Trace
from multifront.domain.verdict import CONFIDENCE, VERDICTS, Exhibit, Flip, Picture, TestLine, Verdict

__all__ = [
    "CONFIDENCE",
    "CREDIBILITY",
    "GROUNDS",
    "RELIABILITY",
    "UNKNOWN",
    "VERDICTS",
    "ChannelRow",
    "Days",
    "Evidence",
    "Exhibit",
    "Figure",
    "Flip",
    "Floats",
    "Frame",
    "Hypothesis",
    "HypothesisMatrix",
    "Independence",
    "Origin",
    "OriginGroup",
    "Phrase",
    "Picture",
    "RatedItem",
    "RollCallItems",
    "RollCalls",
    "Row",
    "ScenarioNumber",
    "ScenarioReport",
    "Selection",
    "Series",
    "Stream",
    "TestLine",
    "Trace",
    "Verdict",
    "VoteTable",
]

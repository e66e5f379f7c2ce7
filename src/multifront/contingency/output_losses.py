"""First-year losses of output as published, by case and economy, as ranges and never as points. Figures, no model.

Studies differ in year, method and what they count; their spread is kept whole. A single published figure gets the
interval of a figure of another year, 10 % each way. Loss = low + (high - low) u with u uniform: nothing says that the
middle is likelier.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from multifront.domain import Floats
from multifront.errors import SimulationError, UsageError, unknown_name

SINGLE = 0.10
"""Interval of a single published figure, as a share of it each way (docs/model-supply.md, section "Parameters")."""


@dataclass(frozen=True, slots=True)
class PublishedLoss:
    """Loss of output in the first year, share of GDP, lowest to highest published; `sources` are evidence row ids.

    `note` names studies without a row of their own.
    """

    low: float
    high: float
    sources: tuple[str, ...]
    note: str = ""


def _single(value: float, *sources: str, note: str = "") -> PublishedLoss:
    return PublishedLoss(value * (1.0 - SINGLE), value * (1.0 + SINGLE), sources, note)


_IEP = "param:econ_blockade_world_iep"

OUTPUT_LOSSES: Mapping[tuple[str, str], PublishedLoss] = {
    ("war", "china"): PublishedLoss(
        0.11, 0.35, ("param:econ_war_china_bbg2026", "param:econ_war_china_bbg2024", "param:econ_war_china_rand2016")
    ),
    ("war", "united_states"): PublishedLoss(
        0.05, 0.10, ("param:econ_war_us_bbg2026", "param:econ_war_us_bbg2024", "param:econ_war_us_rand2016")
    ),
    ("war", "taiwan"): _single(0.40, "param:econ_war_tw_bbg2026"),
    ("war", "korea"): _single(0.23, "param:econ_war_kr_bbg2026"),
    ("war", "japan"): _single(0.147, "param:econ_war_jp_bbg2026"),
    ("war", "world"): PublishedLoss(0.096, 0.102, ("param:econ_war_world",)),
    ("blockade", "china"): PublishedLoss(
        0.07, 0.089, (_IEP,), "high: Bloomberg Economics 2024, without a row of its own"
    ),
    ("blockade", "taiwan"): PublishedLoss(
        0.122, 0.40, (_IEP,), "low: Bloomberg Economics 2024, without a row of its own"
    ),
    ("blockade", "united_states"): _single(0.033, note="Bloomberg Economics 2024, without a row of its own"),
    ("blockade", "world"): PublishedLoss(0.028, 0.05, (_IEP, "param:econ_blockade_world_bbg")),
    ("sanctions", "china"): _single(0.025, "param:econ_sanctions_only_china"),
    ("sanctions", "world"): _single(0.005, "param:econ_sanctions_only_china", note="stands in the row's definition"),
}
"""By case (war, blockade, sanctions alone) and economy."""


def output_loss(case: str, economy: str, uniforms: Floats) -> Floats:
    """Published first-year loss of output in each draw.

    Formula: low + (high - low) u.

    Args:
        case: war, blockade or sanctions.
        economy: such as china, united_states, taiwan, japan, korea, world.
        uniforms: numbers on 0..1, shape (n,); the same for all economies of a draw, so that bad worlds are bad for all.

    Returns:
        Shape (n,), share of GDP, 0 or more.

    Raises:
        UsageError: nothing is published for that case and economy.
        SimulationError: a number outside 0..1.

    Assumes:
        Studies bracket the truth, though few overlap: the RAND figures are of a long severe war, Bloomberg's of one
        whose length it does not state. Losses of different studies for one case may count the same dollar twice; do
        not add economies.

    References:
        The rows named in `OUTPUT_LOSSES`.

    Example:
        >>> import numpy as np
        >>> output_loss("war", "china", np.array([0.0, 1.0])).tolist()
        [0.11, 0.35]
    """
    if (case, economy) not in OUTPUT_LOSSES:
        valid = [f"{known} {place}" for known, place in OUTPUT_LOSSES]
        raise UsageError(unknown_name("output loss", f"{case} {economy}", valid, "see docs/model-economy.md"))
    if not np.all((uniforms >= 0.0) & (uniforms <= 1.0)):
        raise SimulationError("uniforms must be within 0..1")
    found = OUTPUT_LOSSES[case, economy]
    return np.asarray(found.low + (found.high - found.low) * uniforms)

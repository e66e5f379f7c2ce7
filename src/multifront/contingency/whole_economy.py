"""Samples the block `economy` of a scenario and runs it, with the partner's trade and without. Attributes nothing.

The partner's trade is none of the four channels: each of these enters one equation, none of them here. So what it
offsets is shown beside them and not attributed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

import numpy as np

from multifront.contingency.draws import uniform_draws
from multifront.contingency.economy import DAYS_A_YEAR, EconomyOutcome, Exposure, Partner, economy_outcome
from multifront.contingency.economy_reader import CHALLENGER
from multifront.contingency.output_losses import output_loss
from multifront.contingency.worlds import Sampler
from multifront.domain import Floats

LOSS_KEY = "economy.output_loss"
"""Name of the one uniform by which all economies of a draw are bad or good."""
AMOUNTS = tuple(field.name for field in fields(EconomyOutcome) if field.name != "binding")
"""What is kept a draw: USD bn exposed and offset in a year, and the first-year loss of output, share of GDP."""

Key = tuple[str, ...]


def run_economy(sampler: Sampler) -> dict[Key, Floats]:
    """A year's exposure and offset of the first side by state of the partner's trade, and others' published losses."""
    block = sampler.scenario.blocks.economy
    if block is None:
        return {}
    uniforms = uniform_draws(sampler.seed, LOSS_KEY, sampler.indices)
    exposure = Exposure(
        **_sampled(sampler, "exposure", Exposure, ("output_loss", "days")),
        output_loss=output_loss(block.case, CHALLENGER, uniforms),
        days=np.full(sampler.indices.shape, DAYS_A_YEAR),
    )
    runs = {"off": economy_outcome(exposure)}
    if block.helped:
        runs["on"] = economy_outcome(exposure, Partner(**_sampled(sampler, "partner", Partner, ())))
    found: dict[Key, Floats] = {
        ("economy", name, state): getattr(run, name) for state, run in runs.items() for name in AMOUNTS
    }
    return found | {
        ("economy", f"output_loss.{name}", "off"): output_loss(block.case, name, uniforms) for name in block.economies
    }


def _sampled(sampler: Sampler, part: str, kind: type, without: tuple[str, ...]) -> Mapping[str, Floats]:
    names = [field.name for field in fields(kind) if field.name not in without]
    return {name: sampler.values(f"economy.{part}.{name}") for name in names}

"""A whole run as one labelled Arrow table: a row a draw and combination, units in the metadata. Runs nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from multifront.contingency.attribution import CHANNELS, channel_combinations
from multifront.contingency.attrition import DECIDES_NOTHING
from multifront.contingency.whole import COMBINATIONS, WholeRun
from multifront.contingency.whole_economy import AMOUNTS
from multifront.domain import Floats

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped]

DAY, UNIT_DAYS, COUNT, MONEY, SHARE = "days", "unit-days", "1", "USD bn", "share of GDP"


def whole_table(run: WholeRun) -> pyarrow.Table:
    """All outcomes of a whole run in one table, from which every printed number can be worked out.

    Formula: none: rows are draws within combinations, in the order of `channel_combinations`.

    Args:
        run: from `simulate_whole`.

    Returns:
        Columns: `draw`; a Boolean a channel; days and what bound first by side and rule; shortfall, fronts opened,
        units lost and economy where the scenario has them. Each number's field has its `unit` in the metadata;
        the table's
        metadata hold scenario, seed, horizon, start and what is not modelled.

    Raises:
        Nothing of its own.

    Assumes:
        Memory for 16 rows a draw: about 4 KB a draw.

    References:
        docs/model-whole.md, section "One table".

    Example:
        >>> import multifront.contingency as contingency
        >>> table = whole_table(contingency.simulate_whole(contingency.load("small"), draws=2))
        >>> table.num_rows, table.schema.field("china.leave.days").metadata[b"unit"]
        (32, b'days')
    """
    import pyarrow as pa

    arrays = [pa.array(np.tile(run.indices, COMBINATIONS))]
    fields = [pa.field("draw", pa.int64())]
    for channel in CHANNELS:
        on = np.array([channel in names for names in channel_combinations()])
        arrays.append(pa.array(np.repeat(on, run.draws)))
        fields.append(pa.field(channel, pa.bool_()))
    for side in run.sides:
        for rule in run.rules:
            ends = run.ends(side, rule)
            for name, values in (("days", ends.days), ("censored", ends.censored)):
                arrays.append(pa.array(values.reshape(-1)))
                fields.append(
                    pa.field(
                        f"{side}.{rule}.{name}", arrays[-1].type, metadata={"unit": DAY} if name == "days" else None
                    )
                )
            words = pa.array([*ends.bounds, "none"])
            bound = pa.array(np.where(ends.bound < 0, len(ends.bounds), ends.bound).reshape(-1).astype(np.int32))
            arrays.append(pa.DictionaryArray.from_arrays(bound, words))
            fields.append(pa.field(f"{side}.{rule}.runs_out_of", arrays[-1].type))
    for name, unit, numbers in _numbers(run):
        arrays.append(pa.array(numbers.reshape(-1)))
        fields.append(pa.field(name, pa.float64(), metadata={"unit": unit}))
    about = {
        "scenario": run.scenario.name,
        "start": str(run.scenario.start),
        "seed": run.seed,
        "horizon_days": run.horizon,
    }
    metadata = {
        key: json.dumps(value)
        for key, value in (about | {"not_modelled": run.not_modelled, "losses": DECIDES_NOTHING}).items()
    }
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=metadata))


def _numbers(run: WholeRun) -> Iterator[tuple[str, str, Floats]]:
    """Name, unit and values (16, n) of what is neither days nor a word."""
    if run.has_forces:
        yield "shortfall", UNIT_DAYS, run.shortfall
        yield "short_by_losses", UNIT_DAYS, run.short_by_losses
        yield "fronts_opened", COUNT, run.fronts_opened
    for line in run.scenario.blocks.losses:
        yield f"lost.{line.side}.{line.name}", "units", run.lost(line.side, line.name)
    block = run.scenario.blocks.economy
    if block is None:
        return
    shape = (COMBINATIONS, run.draws)
    for name in (*AMOUNTS, *(f"output_loss.{economy}" for economy in block.economies)):
        unit = SHARE if name.startswith("output_loss") else MONEY
        yield f"economy.{name}", unit, np.broadcast_to(run.economy(name), shape)

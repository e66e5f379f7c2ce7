"""Charts of the kind `distraction`: what is missing over time, fronts that open, acts on record. Judges nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from multifront.claims.force_plans import short_by_day
from multifront.claims.kind import Finding
from multifront.claims.kinds.distraction_lines import how
from multifront.claims.kinds.whole_words import plain
from multifront.claims.ledger import Basis, phrase
from multifront.claims.sampling import share_interval
from multifront.contingency.distraction import one_layer, with_a_place
from multifront.contingency.forces import position
from multifront.contingency.forces_inputs import LAYERS, Forces, Requirements
from multifront.domain import Floats, Picture

if TYPE_CHECKING:
    from multifront.claims.kinds.distraction import DistractionParameters, Outcome

STEP_DAYS = 5


def distraction_pictures(finding: Finding, outcome: Outcome, parameters: DistractionParameters) -> Iterator[Picture]:
    """Shortfall over time without and with units tied down, fronts opened, and acts on record by year."""
    yield _over_time(finding, outcome, parameters)
    yield _fronts(finding, outcome, parameters)
    if any(one.rows for one in outcome.facts):
        yield _on_record(finding, outcome)


def _over_time(finding: Finding, outcome: Outcome, parameters: DistractionParameters) -> Picture:
    """Mean units missing at the main front by day: nothing tied down, and as many units as the break-even."""
    units = outcome.break_even.units or parameters.largest
    rows = []
    for name, tied in (("none tied down", 0), (f"{units} tied down", units)):
        forces, needs = _tied(outcome, parameters, tied)
        mean, low, high = short_by_day(forces, needs, parameters.main)
        rows += [(int(day), float(mean[day]), float(low[day]), float(high[day]), name)
                 for day in range(0, mean.size, STEP_DAYS)]  # fmt: skip
    columns = dict(zip(("x", "y", "low", "high", "series"), map(tuple, zip(*rows, strict=True)), strict=True))
    basis = outcome.grounds.basis(how(outcome, parameters, f"mean units missing by day, {units} units tied down"))
    trace_id = finding.ledger.picture("picture_over_time", columns, basis)
    main = plain(parameters.main)
    caption = phrase(
        "Mean over the sampled worlds; the band is the sampling error of that mean, not the spread of worlds, and few "
        "of them look like the mean."
    )
    options = {"x_label": "days since the start", "y_label": f"{plain(parameters.layer)} missing", "zero": True}
    title = f"{plain(parameters.layer).capitalize()} missing in {main}, by day"
    return outcome.grounds.picture(trace_id, "lines", title, (caption, columns, options))


def _tied(outcome: Outcome, parameters: DistractionParameters, units: int) -> tuple[Forces, Requirements]:
    """One layer with so many units asked for, and served first, at a place as far as that of the acts."""
    world = outcome.world
    forces, needs = one_layer(world.forces, world.needs, position("layer", parameters.layer, LAYERS))
    forces, needs = with_a_place(forces, needs, position("front", parameters.at, needs.fronts))
    base = needs.base.copy()
    base[0, -1] = units
    return forces, replace(needs, base=base)


def _fronts(finding: Finding, outcome: Outcome, parameters: DistractionParameters) -> Picture:
    """In how many sampled worlds how many further fronts open, without and with the acts."""
    world = outcome.world
    cases = {"without the acts": world.opened, "with the acts": world.opened_with}
    most = int(max(values.max() for values in cases.values()))
    rows = [
        (str(number), *_share(values, number), name) for number in range(most + 1) for name, values in cases.items()
    ]
    columns = dict(zip(("period", "count", "low", "high", "series"), map(tuple, zip(*rows, strict=True)), strict=True))
    basis = outcome.grounds.basis(how(outcome, parameters, "contingency.open_fronts, share of draws by fronts opened"))
    trace_id = finding.ledger.picture("picture_fronts", columns, basis)
    caption = phrase(
        "Shares of sampled worlds with their sampling intervals. How often a front opens is put in from past wars, not "
        "found out; only the difference between the two is the model's."
    )
    options = {"x_label": "further fronts that open within the run", "y_label": "% of sampled worlds"}
    return outcome.grounds.picture(trace_id, "count_bars", "Further fronts that open", (caption, columns, options))


def _share(values: Floats, number: int) -> tuple[float, float, float]:
    found = int((np.round(values) == number).sum())
    low, high = share_interval(found, int(values.size))
    return (100.0 * found / values.size, 100.0 * low, 100.0 * high)


def _on_record(finding: Finding, outcome: Outcome) -> Picture:
    """Rows found by year, one colour a kind of act."""
    rows = []
    years = {row.row["date_start"].year for one in outcome.facts for row in one.rows}
    for one in (fact for fact in outcome.facts if fact.rows):
        found = Counter(row.row["date_start"].year for row in one.rows)
        rows += [(year, found.get(year, 0), one.fact.title) for year in range(min(years), max(years) + 1)]
    columns = dict(zip(("period", "count", "series"), map(tuple, zip(*rows, strict=True)), strict=True))
    ids = tuple(sorted({row.row["event_id"] for one in outcome.facts for row in one.rows}))
    trace_id = finding.ledger.picture("picture_on_record", columns, Basis(f"events found, by year: {len(ids)} rows"))
    caption = phrase(
        "Rows that were found, not acts that happened: the list was not kept evenly, so years do not compare."
    )
    options = {"x_label": "year", "y_label": "rows found"}
    title = "Acts on record, by year"
    return Picture(trace_id.replace(".", "-"), "count_bars", title, caption, columns, options, trace_id)

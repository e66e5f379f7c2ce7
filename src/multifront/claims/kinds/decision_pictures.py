"""Charts of the kind `decision`: what is missing under each setting, over time, and answers so far. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from multifront.claims.force_plans import short_by_day
from multifront.claims.kind import Finding
from multifront.claims.kinds.decision_lines import how
from multifront.claims.kinds.whole_charts import NESTED, nested_ranges
from multifront.claims.kinds.whole_words import plain
from multifront.claims.ledger import Basis, phrase
from multifront.domain import Picture

if TYPE_CHECKING:
    from multifront.claims.kinds.decision import DecisionParameters, Outcome

STEP_DAYS = 5


def decision_pictures(finding: Finding, outcome: Outcome, parameters: DecisionParameters) -> Iterator[Picture]:
    """The spread of what is missing, its course over time, and the answers on record."""
    yield _spread(finding, outcome, parameters)
    yield _over_time(finding, outcome, parameters)
    if outcome.responses:
        yield _answers(finding, outcome, parameters)


def _spread(finding: Finding, outcome: Outcome, parameters: DecisionParameters) -> Picture:
    columns = nested_ranges((one.setting.title, one.short) for one in outcome.results)
    basis = outcome.grounds.basis(how(outcome, parameters, "quantiles of the shortfall over draws, by setting"))
    trace_id = finding.ledger.picture("picture_spread", columns, basis)
    front = plain(parameters.front)
    caption = phrase(NESTED)
    options = {"x_label": f"missing in {front}", "unit": "unit-days", "decimals": 0, "zero": True}
    title = f"What is missing in {front}, by what {parameters.who} decides"
    return outcome.grounds.picture(trace_id, "ranges", title, (caption, columns, options))


def _over_time(finding: Finding, outcome: Outcome, parameters: DecisionParameters) -> Picture:
    rows = []
    for one in outcome.results:
        mean, low, high = short_by_day(one.forces, one.needs, parameters.front)
        rows += [(day, float(mean[day]), float(low[day]), float(high[day]), one.setting.title)
                 for day in range(0, mean.size, STEP_DAYS)]  # fmt: skip
    columns = dict(zip(("x", "y", "low", "high", "series"), map(tuple, zip(*rows, strict=True)), strict=True))
    basis = outcome.grounds.basis(how(outcome, parameters, "mean units missing by day, all layers, by setting"))
    trace_id = finding.ledger.picture("picture_over_time", columns, basis)
    caption = phrase(
        "Mean over the sampled worlds, units of four kinds added; the band is the sampling error of that mean, not the "
        "spread of worlds."
    )
    options = {"x_label": "days since the start", "y_label": "units missing", "zero": True}
    title = f"Units missing in {plain(parameters.front)}, by day"
    return outcome.grounds.picture(trace_id, "lines", title, (caption, columns, options))


def _answers(finding: Finding, outcome: Outcome, parameters: DecisionParameters) -> Picture:
    """Series of answers by period, one colour each, apart from everything that is called pressure."""
    rows = []
    for response, series in outcome.responses:
        for start, value in zip(series.starts, series.best, strict=True):
            if np.isfinite(value):
                rows.append((int(str(start)[:4]), float(value), response.title))
    years = sorted({year for year, _, _ in rows})
    found = {(year, title): value for year, value, title in rows}
    titles = [response.title for response, _ in outcome.responses]
    filled = [(year, found.get((year, title)), title) for year in years for title in titles]
    columns = dict(zip(("period", "count", "series"), map(tuple, zip(*filled, strict=True)), strict=True))
    selections = tuple(series.selection for _, series in outcome.responses)
    trace_id = finding.ledger.picture("picture_answers", columns, Basis("evidence.series of answers", selections))
    caption = phrase("By year in which the counting year begins. An answer to what others do, and no pressure by them.")
    options = {"x_label": "year", "y_label": "count a year"}
    title = f"How {parameters.who} answered: no measure of pressure"
    return Picture(trace_id.replace(".", "-"), "count_bars", title, caption, columns, options, trace_id)

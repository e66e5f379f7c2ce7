"""Charts of the kind `labour`: spread of what is missing under each rule, and where it is missing. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from multifront.claims.kinds.labour_lines import how
from multifront.claims.kinds.whole_charts import NESTED, nested_ranges
from multifront.claims.kinds.whole_words import plain
from multifront.claims.ledger import Ledger, phrase
from multifront.domain import Picture

if TYPE_CHECKING:
    from multifront.claims.kinds.labour import LabourParameters, Outcome


def labour_pictures(ledger: Ledger, outcome: Outcome, parameters: LabourParameters) -> Iterator[Picture]:
    """What is missing under each rule as nested ranges, and its mean by front."""
    yield _spread(ledger, outcome, parameters)
    yield _fronts(ledger, outcome, parameters)


def _spread(ledger: Ledger, outcome: Outcome, parameters: LabourParameters) -> Picture:
    columns = nested_ranges(
        (f"{one.title} (a bound)" if one.bound else one.title, one.short) for one in outcome.results
    )
    trace_id = ledger.picture("picture_spread", columns, outcome.grounds.basis(how(outcome, parameters, "quantiles")))
    caption = phrase(NESTED)
    options = {"x_label": "missing at all fronts", "unit": "unit-days", "decimals": 0, "zero": True}
    title = "What the coalition is short of, by who serves which front"
    return outcome.grounds.picture(trace_id, "ranges", title, (caption, columns, options))


def _fronts(ledger: Ledger, outcome: Outcome, parameters: LabourParameters) -> Picture:
    rows = [(one.title, plain(front), value) for one in outcome.results for front, value in one.by_front.items()]
    columns = dict(zip(("row", "column", "value"), zip(*rows, strict=True), strict=True))
    basis = outcome.grounds.basis(how(outcome, parameters, "mean unit-days short by front and rule"))
    trace_id = ledger.picture("picture_fronts", columns, basis)
    caption = phrase("Mean unit-days over the sampled worlds, units of all kinds added.")
    options = {"value_label": "missing", "unit": "unit-days", "decimals": 0}
    return outcome.grounds.picture(trace_id, "matrix", "Where units are missing", (caption, columns, options))

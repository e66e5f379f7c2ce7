"""What kinds say and draw of a yearly trend: one series in a sentence, in a table and in a picture. Tests nothing."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from multifront.claims.kind import Finding
from multifront.claims.ledger import Ledger, phrase
from multifront.claims.yearly_trends import Trended, shown_value
from multifront.domain import Figure, Phrase, Picture, TestLine


def entered(ledger: Ledger, item: Trended, what: str, slope: float) -> Figure:
    """A slope in the unit that readers see: per cent a year where logarithms were tested.

    Args:
        ledger: of the claim.
        item: the series.
        what: short name of the number, unique for the series.
        slope: as the test gives it.
    """
    value, unit, style = shown_value(item.asked, slope)
    how = f"alignment.value_trend({item.values.basis.how}, {item.span.label}{', log' if item.asked.log else ''})"
    basis = replace(item.values.basis, how=how)
    unit = "" if style == "percent" else unit
    return ledger.figure(f"{item.asked.name}_{what}", value, basis, unit=unit, style=style)


def unit_a_year(item: Trended) -> str:
    """The unit of a slope, as readers see it."""
    unit = "%" if item.asked.log else item.asked.unit
    return f"{unit} a year".strip()


def too_few(finding: Finding, item: Trended) -> Phrase:
    """Why nothing can be said of a series."""
    basis, enter = item.values.basis, finding.ledger.figure
    return phrase(
        f"{item.asked.title}, {item.span.label}: too few years to say, {{found}} with a figure that scatter; the least "
        "would be {least}.",
        found=enter(f"{item.asked.name}_years", item.test.count, basis, style="count"),
        least=enter(f"{item.asked.name}_needed", item.test.needed, basis, style="count"),
    )


def slope_lines(finding: Finding, item: Trended) -> list[TestLine]:
    """The slope with interval and p, Sen's slope, the least slope seen with its false alarms, and the other spans."""
    ledger, title, name = finding.ledger, item.asked.title, item.asked.name
    enter, basis = ledger.figure, item.values.basis
    low, high = sorted(item.test.interval)
    note = phrase(
        "{low} to {high}; p {p}; Sen's slope {sen}",
        low=entered(ledger, item, "low", low),
        high=entered(ledger, item, "high", high),
        p=enter(f"{name}_p", item.test.p_value, basis, style="p"),
        sen=entered(ledger, item, "sen", item.test.sen_slope),
    )
    unit = unit_a_year(item)
    rate = enter(f"{name}_alarms", item.test.false_positive_rate, basis, style="percent")
    least = entered(ledger, item, "detectable", item.test.smallest_detectable_effect)
    lines = [
        TestLine(f"{title}, {item.span.label}: slope", entered(ledger, item, "slope", item.test.effect), unit, note),
        TestLine(f"{title}: least slope seen four times in five", least, unit,
                 phrase("false alarms on such series {rate} %", rate=rate)),
    ]  # fmt: skip
    for number, (span, other) in enumerate(item.others):
        if other.enough:
            p = enter(f"{name}_other_{number}_p", other.p_value, basis, style="p")
            shown = entered(ledger, item, f"other_{number}", other.effect)
            lines.append(TestLine(f"{title}, {span.label}: slope", shown, unit, phrase("p {p}", p=p)))
    return lines


def trend_picture(ledger: Ledger, item: Trended) -> Picture:
    """The series by year, and the line that is fitted over the span that decides."""
    values, span = item.values, item.span
    rows: list[tuple[Any, ...]] = [
        (int(y), _number(v), _number(a), _number(b), item.asked.title, "observed")
        for y, v, a, b in zip(values.years, values.values, values.low, values.high, strict=True)
        if span.first - 5 <= y <= span.last + 5
    ]
    inside = (values.years >= span.first) & (values.years <= span.last)
    used = values.years[inside]
    back, level = (math.exp, [math.log(v) for v in values.values[inside]]) if item.asked.log else (
        float, [float(v) for v in values.values[inside]])  # fmt: skip
    middle, mean = float(used.mean()), sum(level) / len(level)
    for year in (int(used.min()), int(used.max())):
        at = back(mean + item.test.effect * (year - middle))
        rows.append((year, at, at, at, "fitted line", "expected"))
    names = ("x", "y", "low", "high", "series", "part")
    columns = dict(zip(names, map(tuple, zip(*rows, strict=True)), strict=True))
    options: dict[str, Any] = {"x_label": "year", "y_label": item.asked.title, "unit": item.asked.unit}
    options |= {"zero": item.asked.log, "marks": [{"x": span.first, "label": "first year of the claim"}]}
    caption = phrase("Bands are intervals where known; the line has the slope that is tested. Gaps have no figure.")
    trace_id = ledger.picture(f"picture_{item.asked.name}", columns, values.basis)
    return Picture(trace_id.replace(".", "-"), "lines", item.asked.title, caption, columns, options, trace_id)


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)

"""How single values are written for readers: probabilities, dates, cells, codes. No sentences and no markup here."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from multifront.domain import GROUNDS, RELIABILITY, ScenarioNumber, ScenarioReport


def probability(value: float | None) -> str:
    """A p or q: two digits that count, never zero; empty where there is none."""
    if value is None or math.isnan(value):
        return ""
    if value < 0.001:
        return "<0.001"
    return f"{value:.3f}" if value < 0.1 else f"{value:.2f}"


def reliability(code: str) -> str:
    """A reliability code with its words, as in `B (usually reliable)`."""
    return f"{code} ({RELIABILITY[code]})" if code in RELIABILITY else code


def day(value: date | None) -> str:
    """A date as `17 December 2025`; empty where there is none."""
    return f"{value.day} {value:%B %Y}" if value else ""


def cell(value: Any) -> str:
    """A value of a row of evidence; missing stays empty, lists are joined, floats lose noise."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.6g}"
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(cell(item) for item in value)
    return str(value)


def number(value: Any) -> str:
    """A value behind a chart: four digits that count, an en dash where it is missing."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and 1800 <= value <= 2100:
        return str(value)
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return _four(value)
    return str(value)


def ends(one: ScenarioNumber) -> tuple[str, str, str]:
    """Low, middle and high of a number of a scenario; the ends are empty where it is fixed."""
    if one.low == one.high:
        return "", number(one.mode), ""
    return number(one.low), number(one.mode), number(one.high)


def plain_words(text: str) -> str:
    """A text without the marks of code, and names of parameters as words."""
    return re.sub(r"`([^`]*)`", lambda found: found[1].replace("_", " "), text)


def declared(report: ScenarioReport) -> list[ScenarioNumber]:
    """The numbers of a scenario that its file gives; defaults of the language are left out."""
    return [one for one in report.numbers if one.ground != GROUNDS[-1]]


def own_assumptions(assumptions: Iterable[str], report: ScenarioReport | None) -> list[str]:
    """Assumptions of a claim that are not numbers of its scenario, which are listed with it."""
    if report is None:
        return list(assumptions)
    told = {f"{one.name}: {one.assumption}" for one in report.numbers}
    return [line for line in assumptions if line not in told]


def _four(value: float) -> str:
    """A float with four digits that count and no exponent."""
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    size = math.floor(math.log10(abs(value))) if value else 0
    text = f"{value:,.{min(max(3 - size, 0), 8)}f}"
    return text.rstrip("0").rstrip(".").replace("-", "−") if "." in text else text.replace("-", "−")

"""The ledger of one claim: every number that a sentence, table or chart shows is entered here with its trace."""

from __future__ import annotations

import math
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from multifront.domain import Figure, Phrase, Selection, Trace
from multifront.errors import UsageError


@dataclass(frozen=True, slots=True)
class Basis:
    """What a number rests on: the call that made it, its rows and origins, its seed, its assumption."""

    how: str
    selections: tuple[Selection, ...] = ()
    origin_ids: tuple[str, ...] = ()
    seed: int | None = None
    assumption: str = ""


@dataclass(slots=True)
class Ledger:
    """Collects the traces of one claim; ids are `<claim>.<name>`, and a name is entered once."""

    claim_id: str
    traces: dict[str, Trace] = field(default_factory=dict)

    def figure(self, name: str, value: Any, basis: Basis, *, unit: str = "", style: str = "auto") -> Figure:
        """Enter a number and return it as it will be shown.

        Args:
            name: unique within the claim, `[a-z0-9_]+`.
            value: a number, a text, a date in ISO form.
            basis: what it rests on.
            unit: unit of `value`; with style `percent` give the value as a share, it is stored as a percentage.
            style: see `show`.

        Returns:
            The figure, whose shown text rounds exactly the value that the trace keeps.

        Raises:
            UsageError: the name is already taken by another value.
        """
        if style == "percent" and value is not None:
            value, unit, style = 100.0 * float(value), "%", "percentage"
        trace_id = f"{self.claim_id}.{name}"
        trace = Trace(
            trace_id, _plain(value), unit, basis.how, basis.selections, _origins(basis), basis.seed, basis.assumption
        )
        known = self.traces.get(trace_id)
        if known is not None and known.value != trace.value:
            raise UsageError(
                f"trace {trace_id!r} entered twice, as {known.value!r} and {trace.value!r}; rename one of them"
            )
        self.traces[trace_id] = trace
        return Figure(trace_id, show(value, style))

    def picture(self, name: str, values: Mapping[str, Sequence[Any]], basis: Basis) -> str:
        """Enter the values that a chart shows and return the trace id."""
        trace_id = f"{self.claim_id}.{name}"
        plain = {key: [_plain(v) for v in column] for key, column in values.items()}
        self.traces[trace_id] = Trace(
            trace_id, plain, "", basis.how, basis.selections, _origins(basis), basis.seed, basis.assumption
        )
        return trace_id

    @property
    def origin_ids(self) -> tuple[str, ...]:
        """All origins that any number of this claim rests on, sorted."""
        return tuple(sorted({o for t in self.traces.values() for o in t.origin_ids}))


def _origins(basis: Basis) -> tuple[str, ...]:
    own = set(basis.origin_ids)
    for selection in basis.selections:
        own.update(selection.origin_ids)
    return tuple(sorted(own))


def _plain(value: Any) -> Any:
    """Numpy scalars to Python, NaN and infinities to None: what JSON can hold."""
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def phrase(template: str, **figures: Figure) -> Phrase:
    """A sentence with traced figures.

    Raises:
        UsageError: a name in braces has no figure, or a figure has no name in the sentence.
    """
    wanted = {name for _, name, _, _ in string.Formatter().parse(template) if name}
    if wanted != set(figures):
        raise UsageError(f"sentence {template!r} wants the figures {sorted(wanted)}, was given {sorted(figures)}")
    return Phrase(template, figures)


def show(value: Any, style: str = "auto") -> str:
    """A number as a reader sees it.

    Styles: `auto` (three significant digits), `count` (whole), `p` (two significant digits), `percentage` (whole, one
    decimal below ten; the sign is written by the sentence), `one`, `two` (decimals), `text`. Thousands have commas.
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "not known"
    if isinstance(value, float) and math.isinf(value):
        return "no limit"
    if style == "text" or isinstance(value, str):
        return str(value)
    number = float(value)
    if style == "p" and 0 < number < 0.0001:
        return "<0.0001"
    if style in ("count", "one", "two"):
        return _grouped(number, {"count": 0, "one": 1, "two": 2}[style])
    if style == "percentage":
        return _grouped(number, 1 if 0 < abs(number) < 9.95 else 0)
    return _significant(number, 2 if style == "p" else 3)


def _grouped(number: float, decimals: int) -> str:
    text = f"{number:,.{decimals}f}"
    return (text if float(text.replace(",", "")) else text.lstrip("-")).replace("-", "−")


def _significant(number: float, digits: int) -> str:
    if number == 0:
        return "0"
    rounded = float(f"{number:.{digits - 1}e}")
    decimals = max(0, digits - 1 - math.floor(math.log10(abs(rounded))))
    return _grouped(rounded, decimals)

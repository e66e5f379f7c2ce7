"""Shipped rows and page texts for the outside checks, citations, a Wilson interval. No check of its own lives here."""

from __future__ import annotations

import math
from pathlib import Path

from multifront import open_evidence

EVIDENCE = open_evidence()


def template(name):
    """The words of a page, with places for its figures."""
    return (Path(__file__).parent / "check_pages" / f"{name}.md").read_text(encoding="utf-8")


def row(name):
    """One shipped observation by its id; a missing one is an error."""
    found = [dict(r) for r in EVIDENCE.sql(f"SELECT * FROM observation WHERE observation_id = '{name}'")]
    if len(found) != 1:
        raise SystemExit(f"{name}: found {len(found)} rows, wanted one")
    return found[0]


def best(name):
    return row(name)["best"]


def used(names):
    """The rows used, as a Markdown list: id, what it says, from where, and whether it is weak."""
    lines = ["## Rows used", "", "| row | figure | of | origin | weak |", "|---|---|---|---|---|"]
    for name in names:
        one = row(name)
        low, high = one["low"], one["high"]
        spread = f" ({low:g} to {high:g})" if low is not None and high is not None and low != high else ""
        weak = "yes" if one["weak"] else "no"
        figure = "text" if one["best"] is None else f"{one['best']:g}{spread} {one['unit']}"
        lines.append(f"| `{name}` | {figure} | {one['period_label']} | {', '.join(one['origin_ids'])} | {weak} |")
    return "\n".join(lines)


def wilson(hits, trials):
    """95 % interval of a share (Wilson 1927)."""
    z, share = 1.959964, hits / trials
    middle = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z / (1 + z * z / trials) * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    return middle - half, middle + half


def percent(share):
    return f"{100 * share:.0f} %"

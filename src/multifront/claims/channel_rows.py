"""What each channel adds to an outcome of a whole run, a line a channel, as charts and tables show it. Runs nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from multifront.claims.kinds.scenario_lines import RULE_TITLES
from multifront.contingency import NO_PATH, Attribution

NOTHING = "changes nothing in any world"
"""What stands for a channel that has a path to an outcome and yet moved it in no sampled world."""
TINY = 1e-12
"""Sums of floats that should be nothing."""
SCALE = {"log_endurance": 100.0, "shortfall": 1.0, "margin": 1.0}
"""Logarithms are shown times a hundred, which reads as per cent while changes are small."""

Row = tuple[str, float | None, float | None, float | None, str]


def places_of(name: str) -> int:
    """Decimals with which an outcome is shown."""
    return 1 if SCALE[name] == 1.0 else 2


def channel_rows(tables: Mapping[str, Attribution], index: int, name: str) -> Iterator[Row]:
    """One line a channel, or one a rule where rules differ for it by what is shown: label, low, mid, high, word.

    Args:
        tables: the attribution of one outcome by rule on the partner's ships.
        index: which channel, in the order of `CHANNELS`.
        name: the outcome.
    """
    shares = {rule: table.shares[index] for rule, table in tables.items()}
    scale, places = SCALE[name], places_of(name)
    same = len({None if s.estimate is None else round(scale * s.estimate.mean, places) for s in shares.values()}) == 1
    for rule, share in shares.items():
        label = share.channel if same else f"{share.channel}, {short_rule(rule)}"
        if share.estimate is None:
            yield label, None, None, None, NO_PATH
        elif max(abs(share.estimate.mean), share.estimate.standard_error) < TINY:
            yield label, None, None, None, NOTHING
        else:
            half = 1.96 * share.estimate.standard_error
            ends = tuple(scale * (share.estimate.mean + sign * half) for sign in (-1.0, 0.0, 1.0))
            yield label, ends[0], ends[1], ends[2], ""
        if same:
            return


def short_rule(rule: str) -> str:
    """A rule on the partner's ships in few words, as `ships inspected`."""
    return RULE_TITLES[rule].replace("Russian-flag ships", "ships")

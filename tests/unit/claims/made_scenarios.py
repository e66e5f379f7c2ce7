"""Tiny scenarios with arms, forces and fronts, of single values that can be worked out by hand, as files for kinds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

BRANCHES = ("ascendant", "frozen", "weakened")


def point(value: float, unit: str) -> dict[str, Any]:
    """A single value."""
    return {"mode": value, "unit": unit, "distribution": "point", "assumption": "made"}


def spread(low: float, high: float, unit: str) -> dict[str, Any]:
    """A uniform range."""
    return {"low": low, "high": high, "unit": unit, "distribution": "uniform", "assumption": "made"}


def arms(stock: float, need: float, made: float, willing: Mapping[str, float] | None = None) -> dict[str, Any]:
    """China has `stock` and fires `need` a day; the partner frees `made` a day, as willing as each branch says."""
    willing = willing or dict.fromkeys(BRANCHES, 1.0)
    partner = {
        "production": point(made, "units/day"),
        "own_use": point(0, "units/day"),
        "compatible": point(1, "share"),
    }
    factors = {
        name: {
            "weight": point(0.3, "share"),
            "own_use": point(1, "ratio"),
            "production": point(1, "ratio"),
            "willingness": point(willing[name], "share"),
        }
        for name in BRANCHES
    }
    held = {"stock": point(stock, "units"), "need": point(need, "units/day"), "partner": partner}
    clocks = {"commitment": point(0, "days"), "delivery": point(0, "days")}
    return {"arms": {"china": {"artillery": held}}, "branches": factors, "clocks": clocks}


def forces(
    tied: float = 1.0, units: float = 4.0, host: float = 0.0, duties: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Boats of two owners, ten days from the Taiwan Strait, which asks for three; acts in Korea ask for `tied`.

    Half of `units` are ready, the same number for each owner. With `host`, bases let so many operate in the strait with
    the host's consent and none without.
    """
    ways = {"taiwan_strait": point(10, "days"), "korea": point(5, "days")}
    pools = {
        f"boats_{owner.lower()}": {
            "layer": "submarines", "owner": owner, "home": "guam",
            "units": point(units, "units"), "readiness": point(0.5, "share"),
        }
        for owner in ("USA", "JPN")
    }  # fmt: skip
    strait: dict[str, Any] = {"opens": "open", "weight": point(1, "ratio"), "war": {"submarines": point(3, "units")}}
    if host:
        strait |= {"basing": {"submarines": point(0, "units")}, "host_basing": {"submarines": point(host, "units")}}
    korea = {
        "opens": "hazard", "weight": point(2, "ratio"), "activity": point(1, "units"),
        "from_main": {"sea": point(12, "days"), "air": point(1, "days")},
    }  # fmt: skip
    block: dict[str, Any] = {"delay": point(0, "days"), "homes": {"guam": ways}, "pools": pools}
    if duties:
        block["duties"] = duties
    return {
        "forces": block,
        "fronts": {
            "openings": {"expands": point(0, "share"), "within": point(365, "days")},
            "pressure": {"units_each": {"submarines": point(tied, "units")}},
            "places": {"taiwan_strait": strait, "korea": korea},
        },
    }


def scenario_file(folder: Path, *blocks: Mapping[str, Any]) -> str:
    """A file that extends `small` by these blocks."""
    whole: dict[str, Any] = {"extends": "small", "scenario": "mine", "title": "A made war"}
    for block in blocks:
        whole |= block
    path = folder / "mine.yaml"
    path.write_text(yaml.safe_dump(whole, sort_keys=False), encoding="utf-8")
    return str(path)

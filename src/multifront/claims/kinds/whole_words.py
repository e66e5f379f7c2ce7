"""How names of the whole run read for people: fronts, layers, classes of arms, bounds. No sentences and no figures."""

from __future__ import annotations

READS = {
    "taiwan_strait": "the Taiwan Strait",
    "japan_seas": "the seas around Japan",
    "korea": "Korea",
    "europe": "Europe",
    "gulf": "the Gulf",
    "long_range_strike": "long-range strike",
    "surface_ships": "surface ships",
    "air_defence_batteries": "air-defence batteries",
}


def plain(name: str) -> str:
    """A name of a scenario as readers know it; names not known here lose their underscores."""
    return READS.get(name, name.replace("_", " "))


def key(name: str) -> str:
    """A name as part of the id of a trace."""
    return "".join(letter if letter.isalnum() else "_" for letter in name.lower())

"""What the forces part is told: pools of forces and what fronts ask for, checked. No assignment happens here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from multifront.domain import Floats
from multifront.errors import UsageError, unknown_name

LAYERS = ("surface_ships", "submarines", "fighter_squadrons", "air_defence_batteries")
"""Kinds of force that cannot stand in for one another."""
CONSENT = ("full", "limited", "none")
"""What a host may decide about its bases: a decision, like the rule on ships; results are not averaged over it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forces:
    """Pools of forces: one line a layer, owner and home. Names have length P; arrays (P, n), `transit` (P, F, n).

    `units` are all that exist, `readiness` the share fit to leave, `reserve` the share of the ready kept at home until
    the correction, `commitment` the share that its owner commits at all (1 where not in question), `transit` days from
    home to each front.
    """

    layer: tuple[str, ...]
    owner: tuple[str, ...]
    home: tuple[str, ...]
    units: Floats
    readiness: Floats
    reserve: Floats
    commitment: Floats
    transit: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """What does not act from day 0 on, though planners know on day 0 when it will. F fronts, L layers, n draws.

    `begins` (F, n) day from which units count at a front that is open from the start; `host` (L, F, n) units that a
    host's bases let operate there besides `basing`, from `host_from` (F, n) on, at other fronts from day 0; `acts`
    (L, F, n) units asked for because of a partner's acts from `acts_from` (n,) on.
    """

    begins: Floats
    host: Floats
    host_from: Floats
    acts: Floats
    acts_from: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirements:
    """What each front asks for. L layers in the order of `layers`, F fronts, n draws.

    `base` (L, F, n) units asked for on every day (patrols, pressure, a partner's activity), `war` (L, F, n) further
    units from the day on which the front opens, `opening` (F, n) that day: 0 a front open from the start, inf never.
    `weight` (F, n) of a unit-day short, `basing` (L, F, n) most units that bases let operate there (inf: no limit),
    `between` (L, F, F, n) days from front to front, `delay` (n,) days from the first opening after day 0 to the
    correction, `horizon` days of the run, `waits` what acts later than on day 0 (None: nothing).
    """

    fronts: tuple[str, ...]
    base: Floats
    war: Floats
    opening: Floats
    weight: Floats
    basing: Floats
    between: Floats
    delay: Floats
    horizon: int
    layers: tuple[str, ...] = LAYERS
    waits: Waits | None = None

    @property
    def draws(self) -> int:
        """How many worlds there are."""
        return int(self.delay.shape[0])


def basing_capacity(capacity: Floats, consent: Sequence[str], limited: Floats) -> Floats:
    """Most units that hosts' bases let operate at each front, given what each host consents to.

    Formula: sum over hosts of capacity x (1 full, the limited share, 0 none).

    Args:
        capacity: units that each host's bases can take for a front, shape (hosts, L, F, n); inf: no base needed.
        consent: full, limited or none, one a host.
        limited: share of a host's capacity that limited consent leaves, 0..1, shape (n,).

    Returns:
        Shape (L, F, n), units, at least 0.

    Raises:
        UsageError: another word of consent, as many words as there are no hosts, a share outside 0..1.

    Assumes:
        Bases of one host do not stand in for another's beyond their own capacity. Bases that exist but are under fire
        count in full, which flatters whoever uses them.

    References:
        docs/model-forces.md, section "Basing".

    Example:
        >>> room = np.array([[[[12.0]]], [[[6.0]]]])
        >>> basing_capacity(room, ["limited", "full"], np.array([0.5])).tolist()
        [[[12.0]]]
    """
    for word in consent:
        if word not in CONSENT:
            raise UsageError(unknown_name("consent", word, CONSENT, "use one of these"))
    if len(consent) != capacity.shape[0]:
        raise UsageError(f"{len(consent)} words of consent for {capacity.shape[0]} hosts; give one a host")
    check_range("limited", limited, 1.0)
    total = np.zeros(np.broadcast_shapes(capacity.shape[1:], limited.shape))
    for room, word in zip(capacity, consent, strict=True):
        if word == "full":
            total = total + room
        elif word == "limited":
            total = total + np.where(limited > 0.0, room * np.where(limited > 0.0, limited, 1.0), 0.0)
    return total


def check_range(name: str, values: Floats, most: float = np.inf, *, endless: bool = False) -> None:
    """Refuse numbers that are missing, below 0 or above `most`; infinite ones unless `endless`."""
    wrong = np.isnan(values) | (values < 0.0) | (values > most)
    if not endless:
        wrong |= np.isinf(values)
    if wrong.any():
        found = float(np.asarray(values)[wrong].flat[0])
        upper = "" if np.isinf(most) else f" and at most {most:g}"
        raise UsageError(f"{name} must be a number of at least 0{upper}; found {found:g} in {int(wrong.sum())} places")


def check_inputs(forces: Forces, needs: Requirements) -> None:
    """Refuse inputs that do not fit together, naming what was asked, found and valid.

    Raises:
        UsageError: an unknown layer, shapes that differ, a number that is missing or out of range.
    """
    for layer in forces.layer:
        if layer not in needs.layers:
            raise UsageError(unknown_name("layer", layer, needs.layers, "see Requirements.layers"))
    pools, kinds, fronts, draws = len(forces.layer), len(needs.layers), len(needs.fronts), needs.draws
    if len(set(needs.fronts)) != fronts or not fronts:
        raise UsageError(f"fronts must be one or more different names; found {', '.join(needs.fronts) or 'none'}")
    if not len(forces.owner) == len(forces.home) == pools:
        raise UsageError(f"{pools} layers, {len(forces.owner)} owners and {len(forces.home)} homes; give one a pool")
    plane, cube = (pools, draws), (kinds, fronts, draws)
    shapes: dict[str, tuple[int, ...]] = {"units": plane, "readiness": plane, "reserve": plane, "commitment": plane}
    shapes |= {"transit": (pools, fronts, draws), "base": cube, "war": cube, "basing": cube}
    shapes |= {"opening": (fronts, draws), "weight": (fronts, draws), "between": (kinds, fronts, fronts, draws)}
    for name, shape in shapes.items():
        values = np.asarray(getattr(forces if hasattr(forces, name) else needs, name))
        if values.shape != shape:
            raise UsageError(f"{name} has shape {values.shape}; {shape} is wanted")
        share = name in ("readiness", "reserve", "commitment")
        check_range(name, values, 1.0 if share else np.inf, endless=name in ("basing", "opening", "transit", "between"))
    check_range("delay", needs.delay)
    _check_waits(needs.waits, cube)
    if not isinstance(needs.horizon, (int, np.integer)) or needs.horizon < 1:
        raise UsageError(f"horizon must be a whole number of days from 1, found {needs.horizon!r}")
    if not (needs.weight > 0.0).all():
        raise UsageError("weight must be above 0 at every front; leave a front that does not count out")
    if np.einsum("lffn->lfn", needs.between).any():
        raise UsageError("between must be 0 from a front to itself")


def _check_waits(waits: Waits | None, cube: tuple[int, int, int]) -> None:
    if waits is None:
        return
    shapes = {"begins": cube[1:], "host": cube, "host_from": cube[1:], "acts": cube, "acts_from": cube[2:]}
    for name, shape in shapes.items():
        values = np.asarray(getattr(waits, name))
        if values.shape != shape:
            raise UsageError(f"waits.{name} has shape {values.shape}; {shape} is wanted")
        check_range(f"waits.{name}", values, endless=name != "acts")


def shortest_ways(transit: Floats, between: Floats) -> tuple[Floats, Floats]:
    """Days of the quickest ways, through other fronts where that is sooner: from homes (P, F, n), fronts (F, F, n).

    Floyd's recursion. Sampled separately, three journeys may break the triangle inequality; ships would not.
    """
    ways = np.array(between, dtype=np.float64)
    for middle in range(ways.shape[0]):
        np.minimum(ways, ways[:, middle, None] + ways[None, middle, :], out=ways)
    homes = np.array(transit, dtype=np.float64)
    for middle in range(ways.shape[0]):
        np.minimum(homes, homes[:, middle, None] + ways[None, middle, :], out=homes)
    return homes, ways

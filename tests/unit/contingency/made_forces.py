"""Forces and requirements for pytest tests: small ones written by hand, and random ones of the declared class."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from multifront.contingency.forces_inputs import LAYERS, Forces, Requirements, Waits

LETTERS = ("a", "b", "c", "d", "e")


def pools(count: list[float], days: list[list[float]], *, kind: str = "submarines", **changed: object) -> Forces:
    """Pools of one layer in one draw, all ready, nothing kept back, unless changed."""
    ones = np.ones((len(count), 1))
    given: dict[str, object] = {
        "layer": (kind,) * len(count),
        "owner": ("usa",) * len(count),
        "home": tuple(f"home {index}" for index in range(len(count))),
        "units": np.array(count, dtype=float)[:, None],
        "readiness": ones,
        "reserve": 0.0 * ones,
        "commitment": ones,
        "transit": np.array(days, dtype=float)[..., None],
    }
    return Forces(**(given | changed))  # type: ignore[arg-type]


def asked(always: list[float], then: list[float], opens: list[float], **changed: object) -> Requirements:
    """What fronts ask for of one layer in one draw: weights 1, no limit of bases, ten days between fronts, 30 days."""
    fronts = len(always)
    between = 10.0 * (1.0 - np.eye(fronts))
    given: dict[str, object] = {
        "layers": ("submarines",),
        "fronts": LETTERS[:fronts],
        "base": np.array(always, dtype=float)[None, :, None],
        "war": np.array(then, dtype=float)[None, :, None],
        "opening": np.array(opens, dtype=float)[:, None],
        "weight": np.ones((fronts, 1)),
        "basing": np.full((1, fronts, 1), np.inf),
        "between": between[None, ..., None],
        "delay": np.zeros(1),
        "horizon": 30,
    }
    return Requirements(**(given | changed))  # type: ignore[arg-type]


def random_case(seed: int, draws: int, size: tuple[int, int], horizon: int = 90) -> tuple[Forces, Requirements]:
    """Random forces and needs of all layers: `size` is pools a layer and fronts; some fronts never open."""
    rng = np.random.default_rng(seed)
    per_layer, fronts = size
    layer = tuple(kind for kind in LAYERS for _ in range(per_layer))
    plane, cube = (len(layer), draws), (len(LAYERS), fronts, draws)
    forces = Forces(
        layer=layer,
        owner=tuple(("usa", "ally")[index % 2] for index in range(len(layer))),
        home=tuple(f"home {index % per_layer}" for index in range(len(layer))),
        units=rng.uniform(0, 12, plane),
        readiness=rng.uniform(0.3, 1.0, plane),
        reserve=rng.uniform(0, 0.4, plane),
        commitment=rng.uniform(0.2, 1.0, plane),
        transit=rng.uniform(0, 0.4 * horizon, (len(layer), fronts, draws)),
    )
    between = rng.uniform(1, 0.3 * horizon, (len(LAYERS), fronts, fronts, draws))
    between = between + between.swapaxes(1, 2)
    for front in range(fronts):
        between[:, front, front] = 0.0
    opening = rng.exponential(0.7 * horizon, (fronts, draws))
    opening[0] = 0.0
    needs = Requirements(
        fronts=LETTERS[:fronts],
        base=rng.uniform(0, 6, cube) * (rng.random(cube) < 0.7),
        war=rng.uniform(0, 15, cube),
        opening=np.where(opening > horizon, np.inf, opening),
        weight=rng.uniform(0.5, 2.0, (fronts, draws)),
        basing=np.where(rng.random(cube) < 0.3, rng.uniform(0, 10, cube), np.inf),
        between=between,
        delay=rng.uniform(0, 0.2 * horizon, draws),
        horizon=horizon,
    )
    return forces, needs


def waiting(needs: Requirements, seed: int) -> Requirements:
    """The same needs with a late start at the first front, hosts' bases that open later, and a partner's late acts.

    Acts only where bases do not limit, which is the class in which the assignment is exact.
    """
    rng = np.random.default_rng(seed)
    cube, plane = needs.base.shape, needs.opening.shape
    endless = np.isinf(needs.basing)
    return replace(
        needs,
        waits=Waits(
            begins=rng.uniform(0, 15, plane) * (rng.random(plane) < 0.7),
            host=np.where(endless, 0.0, rng.uniform(0, 6, cube)),
            host_from=rng.uniform(0, 40, plane),
            acts=np.where(endless, rng.uniform(0, 4, cube), 0.0),
            acts_from=rng.uniform(0, 60, plane[1]),
        ),
    )

"""Assignments of forces that claims compare: who takes part, with or without the partner's acts. Judges nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multifront import contingency
from multifront.contingency.forces_inputs import Forces, Requirements
from multifront.domain import Floats
from multifront.errors import UsageError, unknown_name

ARRAYS = ("units", "readiness", "reserve", "commitment", "transit")
Indices = NDArray[np.signedinteger[Any]]
BATCHES = 10
"""Parts of the worlds whose means give the sampling error of a daily path."""


def owned(forces: Forces, owners: Sequence[str]) -> Forces:
    """The pools of these owners alone; all of them where none is named.

    Raises:
        UsageError: an owner who has no forces.
    """
    if not owners:
        return forces
    check_owners(forces, owners)
    rows = [index for index, owner in enumerate(forces.owner) if owner in owners]
    layer, owner, home = (tuple(given[row] for row in rows) for given in (forces.layer, forces.owner, forces.home))
    arrays = {key: getattr(forces, key)[rows] for key in ARRAYS}
    return replace(forces, layer=layer, owner=owner, home=home, **arrays)


def staying_out(forces: Forces, owners: Sequence[str]) -> Forces:
    """The same pools, of which those of these owners commit nothing.

    Raises:
        UsageError: an owner who has no forces.
    """
    check_owners(forces, owners)
    stays = np.array([owner in owners for owner in forces.owner])
    return replace(forces, commitment=np.where(stays[:, None], 0.0, forces.commitment))


def check_owners(forces: Forces, owners: Sequence[str]) -> None:
    """Refuse an owner who has no forces.

    Raises:
        UsageError: an owner who has no forces.
    """
    known = tuple(dict.fromkeys(forces.owner))
    for owner in owners:
        if owner not in known:
            raise UsageError(unknown_name("owner", owner, known, "name an owner of forces in the scenario"))


def short_by_day(forces: Forces, needs: Requirements, front: str) -> tuple[Floats, Floats, Floats]:
    """Mean units short at a front on each day, all layers, with its 95 % sampling interval, shape (days,) each.

    The interval rests on the means of ten parts of the worlds (Student's t with nine degrees of freedom), since no
    path of a single world is kept.
    """
    place = contingency.forces.position("front", front, needs.fronts)
    parts = np.array_split(np.arange(needs.draws), min(BATCHES, needs.draws))
    means = np.stack([_mean_short(_some(forces, rows), _some_needs(needs, rows), place) for rows in parts])
    mean = np.average(means, axis=0, weights=[rows.size for rows in parts])
    if len(parts) < 2:
        return mean, np.full(mean.shape, np.nan), np.full(mean.shape, np.nan)
    half = 2.262 * means.std(axis=0, ddof=1) / np.sqrt(len(parts))
    return mean, np.maximum(mean - half, 0.0), mean + half


def _mean_short(forces: Forces, needs: Requirements, place: int) -> Floats:
    plan = contingency.assign_forces(forces, needs)
    return np.asarray((plan.mean_required - plan.mean_present)[:, :, place].sum(axis=1))


def _some(forces: Forces, rows: Indices) -> Forces:
    return replace(forces, **{key: getattr(forces, key)[..., rows] for key in ARRAYS})


def _some_needs(needs: Requirements, rows: Indices) -> Requirements:
    keys = ("base", "war", "opening", "weight", "basing", "between", "delay")
    waits = needs.waits and replace(
        needs.waits, **{field.name: getattr(needs.waits, field.name)[..., rows] for field in fields(needs.waits)}
    )
    return replace(needs, waits=waits, **{key: getattr(needs, key)[..., rows] for key in keys})

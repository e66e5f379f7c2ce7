"""The event model at work: weights read once, a score for each PLOVER type, probabilities. No training here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from multifront.errors import EvidenceError
from multifront.reading.codes import TYPES
from multifront.reading.model_features import SIZE

WEIGHTS = "model_weights.npz"


@dataclass(frozen=True, slots=True)
class Weights:
    """Quantised weights (slots x types and "no act", int8), what one unit is worth for each, offsets, temperature,
    floors.

    `floor` is the least probability of a type that is not abstained from, `act_floor` the least probability that the
    sentence tells an act at all.
    """

    units: NDArray[np.int8]
    scale: NDArray[np.float64]
    offset: NDArray[np.float64]
    temperature: float
    floor: float
    act_floor: float


@dataclass(frozen=True, slots=True)
class Judged:
    """What the model makes of a sentence: the probability that it tells an act, and of each type if it does."""

    act: float
    types: NDArray[np.float64]

    @property
    def best(self) -> str:
        """The most probable type."""
        return TYPES[int(self.types.argmax())]

    @property
    def sure(self) -> bool:
        """Whether both probabilities are above the margins that were calibrated on folds."""
        held = weights()
        return bool(self.act >= held.act_floor and self.types.max() >= held.floor)


@cache
def weights() -> Weights:
    """The shipped weights.

    Raises:
        EvidenceError: the file was made for other features or types.
    """
    with files("multifront.reading").joinpath(WEIGHTS).open("rb") as file, np.load(file, allow_pickle=False) as held:
        found = Weights(held["units"], held["scale"], held["offset"], *map(float, held["margin"]))
    if found.units.shape != (SIZE, len(TYPES) + 1):
        raise EvidenceError(
            f"event model {WEIGHTS}: asked for {SIZE} slots x {len(TYPES)} types and no act; "
            f"found {found.units.shape}; next: rebuild it with bench/reading_model.py"
        )
    return found


def judge(slots: NDArray[np.int64], values: NDArray[np.float64]) -> Judged:
    """The probability of an act, and of each type given an act, in the order of `TYPES`.

    With s = x W + b over the types and "no act": p_k = exp(s_k / T) / sum_j exp(s_j / T), both j over the types alone,
    T the temperature fitted on folds of the training part; p(act) = 1 - exp(s_none) / sum of all exp(s).

    Args:
        slots: places of the features, as `featurise` gives them.
        values: their values.

    Returns:
        Probabilities in 0..1; those of the types sum to 1.

    Assumes: an act that PLOVER codes, or a sentence like the statements and descriptions it was shown as "no act".
    Prose of another
    kind (recipes, law) is not known to it.

    References: Guo, Pleiss, Sun, Weinberger 2017, On Calibration of Modern Neural Networks, section 4.2 (temperature).
    """
    held = weights()
    score = (values @ held.units[slots].astype(np.float64)) * held.scale + held.offset
    every = np.exp(score - score.max())
    types = score[:-1] / held.temperature
    types = np.exp(types - types.max())
    return Judged(float(1.0 - every[-1] / every.sum()), types / types.sum())


def probabilities(slots: NDArray[np.int64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The probability of each type given that the sentence tells an act, as `judge` has it."""
    return judge(slots, values).types

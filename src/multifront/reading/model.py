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
    """Quantised weights (slots x types, int8), what one unit is worth for each type, offsets, temperature, floor.

    `floor` is the least probability that is not abstained from.
    """

    units: NDArray[np.int8]
    scale: NDArray[np.float64]
    offset: NDArray[np.float64]
    temperature: float
    floor: float


@cache
def weights() -> Weights:
    """The shipped weights.

    Raises:
        EvidenceError: the file was made for other features or types.
    """
    with files("multifront.reading").joinpath(WEIGHTS).open("rb") as file, np.load(file, allow_pickle=False) as held:
        found = Weights(held["units"], held["scale"], held["offset"], *map(float, held["margin"]))
    if found.units.shape != (SIZE, len(TYPES)):
        raise EvidenceError(
            f"event model {WEIGHTS}: asked for {SIZE} slots x {len(TYPES)} types; found {found.units.shape}; "
            "next: rebuild it with bench/reading_model.py"
        )
    return found


def probabilities(slots: NDArray[np.int64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The probability of each type, in the order of `TYPES`.

    p_k = exp(s_k / T) / sum_j exp(s_j / T), s = x W + b, T the temperature fitted on folds of the training part.

    Args:
        slots: places of the features, as `featurise` gives them.
        values: their values.

    Returns:
        One number in 0..1 a type; they sum to 1.

    Assumes: the sentence names an act that PLOVER codes; what it sees of no act at all is still spread over the types,
    so a caller must ask for a margin.

    References: Guo, Pleiss, Sun, Weinberger 2017, On Calibration of Modern Neural Networks, section 4.2 (temperature).
    """
    held = weights()
    score = (values @ held.units[slots].astype(np.float64)) * held.scale + held.offset
    score = score / held.temperature
    score = np.exp(score - score.max())
    result: NDArray[np.float64] = score / score.sum()
    return result

"""Rank correlations among the numbers of a scenario, laid on keyed uniforms by a Gaussian copula. Reads no files."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from multifront.domain import Floats

SMALLEST_EIGENVALUE = 1e-9
"""A matrix whose smallest eigenvalue is not above this is not positive definite within the precision of floats."""


@dataclass(frozen=True, slots=True)
class Correlation:
    """One entry of a file: numbers of which each two have this rank correlation, and why."""

    name: str
    numbers: tuple[str, ...]
    rank: float
    sources: tuple[str, ...]
    assumption: str


@dataclass(frozen=True, slots=True)
class Copula:
    """Numbers that hang together, and the lower triangular factor of the correlations of their normal scores."""

    numbers: tuple[str, ...]
    factor: tuple[tuple[float, ...], ...]


def normal_correlation(rank: float | Floats) -> Floats:
    """The correlation of two normal variables whose rank correlation (Spearman) is `rank`.

    Formula: r = 2 sin(pi rank / 6).

    Args:
        rank: from -1 to 1, any shape.

    Returns:
        Of the same shape, from -1 to 1, with the same sign.

    Raises:
        Nothing of its own.

    Assumes:
        The two are jointly normal; no other pair of distributions has this relation.

    References:
        Pearson (1907), Drapers' Company Research Memoirs, Biometric Series IV; Kruskal (1958), JASA 53(284):814-861.

    Example:
        >>> float(normal_correlation(1.0)), round(float(normal_correlation(0.5)), 6)
        (1.0, 0.517638)
    """
    return np.asarray(2.0 * np.sin(np.pi * np.asarray(rank, dtype=float) / 6.0))


def connected(correlations: Sequence[Correlation]) -> list[tuple[str, ...]]:
    """The numbers that hang together by way of some entry, in the order in which they are first named."""
    groups: list[list[str]] = []
    for one in correlations:
        touched = [group for group in groups if set(group) & set(one.numbers)]
        merged = [name for group in touched for name in group]
        merged += [name for name in one.numbers if name not in merged]
        groups = [group for group in groups if group not in touched] + [merged]
    order = list(dict.fromkeys(name for one in correlations for name in one.numbers))
    return [tuple(sorted(group, key=order.index)) for group in groups]


def score_matrix(numbers: Sequence[str], correlations: Sequence[Correlation]) -> Floats:
    """Correlations of the normal scores of these numbers; pairs that no entry names have none."""
    matrix = np.eye(len(numbers))
    for one in correlations:
        places = [numbers.index(name) for name in one.numbers if name in numbers]
        for i in places:
            for j in places:
                if i != j:
                    matrix[i, j] = float(normal_correlation(one.rank))
    return matrix


def smallest_eigenvalue(matrix: Floats) -> float:
    """The least eigenvalue of a symmetric matrix."""
    return float(np.linalg.eigvalsh(matrix)[0])


def copula_of(numbers: Sequence[str], matrix: Floats) -> Copula:
    """The copula of a positive definite matrix of normal scores; the first number keeps its own draws."""
    size = len(numbers)
    factor = np.zeros((size, size))
    for i in range(size):  # Cholesky by rows, in one order of operations whatever the library below
        for j in range(i + 1):
            rest = float(matrix[i, j]) - math.fsum(factor[i, k] * factor[j, k] for k in range(j))
            factor[i, j] = math.sqrt(rest) if i == j else rest / factor[j, j]
    return Copula(tuple(numbers), tuple(tuple(float(v) for v in factor[i, : i + 1]) for i in range(size)))


def correlated_uniforms(copula: Copula, name: str, own: Callable[[str], Floats]) -> Floats:
    """The uniforms of one number of a copula, draw by draw.

    Formula: u_k = Phi(sum over j <= k of L[k, j] Phi^-1(v_j)), v the independent keyed uniforms, L the factor.

    Args:
        copula: the numbers that hang together.
        name: one of them.
        own: gives the independent uniforms of a number, on (0, 1), shape (n,).

    Returns:
        Shape (n,), on (0, 1); for the first number of the copula exactly its own.

    Raises:
        Nothing of its own.

    Assumes:
        The dependence is that of a normal pair: none in the far tails. Two numbers that are extreme together more often
        than that are not described by a rank correlation. Each draw needs its own uniforms alone, so that a draw run by
        itself has the same values; the method of Iman & Conover reorders a whole sample, and then it would not.

    References:
        Nelsen (2006), An Introduction to Copulas, 2nd ed., ch. 2 and 5.1.2; Iman & Conover (1982), Communications in
        Statistics B 11(3):311-334 (rank correlation as the input; by reordering).

    Example:
        >>> import numpy as np
        >>> pair = copula_of(("a", "b"), np.array([[1.0, 0.5], [0.5, 1.0]]))
        >>> own = {"a": np.array([0.5, 0.9]), "b": np.array([0.5, 0.9])}
        >>> correlated_uniforms(pair, "b", own.__getitem__).round(4).tolist()
        [0.5, 0.96]
    """
    row = copula.numbers.index(name)
    if row == 0:
        return own(name)
    scores = np.zeros(1)
    for weight, other in zip(copula.factor[row], copula.numbers, strict=False):
        if weight != 0.0:
            scores = scores + weight * ndtri(own(other))
    return np.asarray(np.clip(ndtr(scores), 2.0**-54, 1.0 - 2.0**-53))


def by_number(copulas: Sequence[Copula]) -> Mapping[str, Copula]:
    """The copula of each number that has one."""
    return {name: copula for copula in copulas for name in copula.numbers}

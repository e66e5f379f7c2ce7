"""Similarity of two lists of positions beyond what their habits alone would give: kappa, pi, BCAI; no many pairs."""

from __future__ import annotations

from collections.abc import Sequence

from numpy.typing import ArrayLike

from multifront.alignment.similarity import measured


def kappa(x: ArrayLike, y: ArrayLike, *, levels: Sequence[float], scheme: str) -> float:
    """Cohen's (weighted) kappa: agreement beyond that of two states with these habits who decide independently.

    Formula: kappa = 1 - sum w_ab o_ab / sum w_ab r_a c_b, with o the shares of the cross table, r and c its margins,
    w_ab = |a - b| / d_max (linear), its square (quadratic), or 1 for a != b (nominal).

    Args:
        x: positions of the first state, shape (n,), each one of `levels`.
        y: positions of the second state on the same items in the same order.
        levels: every position that could be taken, rising, used or not.
        scheme: 'linear', 'quadratic' or 'nominal'. There is no default: published kappas differ in it. Linear is the
            corrected sister of S and agreement; quadratic is what fpsim prints.

    Returns:
        A number in -1..1; 0 is chance. NaN where both states took one and the same position throughout: no
        disagreement was possible by chance, so the ratio is 0/0 and says nothing. If only one of them never varies,
        kappa is 0: a state without variation tells nothing about its company.

    Raises:
        UsageError: missing or unknown positions, lists of different length, no item, bad levels or scheme.

    Assumes:
        Each state's margins are its habit and not part of what is asked. Where both vote yes almost always, kappa can
        be near 0 at 95 % agreement (the kappa paradox): read it beside agreement. Margins that move with the agenda
        move kappa.

    References:
        Cohen 1960, Educational and Psychological Measurement 20(1):37-46; Cohen 1968, Psychological Bulletin
        70(4):213-220; Häge 2011, Political Analysis 19(3):287-305; Feinstein & Cicchetti 1990, Journal of Clinical
        Epidemiology 43(6):543-549 (the paradox).

    Example:
        >>> from multifront.alignment import kappa
        >>> round(kappa([0, 0, 1, 2], [0, 1, 1, 2], levels=(0, 1, 2), scheme="linear"), 4)
        0.7143
    """
    return measured("kappa", scheme, x, y, levels)


def scott_pi(x: ArrayLike, y: ArrayLike, *, levels: Sequence[float], scheme: str) -> float:
    """Scott's pi: agreement beyond chance where chance draws both states from their common habit.

    Formula: pi = 1 - sum w_ab o_ab / sum w_ab m_a m_b, with m = (r + c) / 2 the pooled margin and w as in `kappa`;
    nominal: (P_o - sum m^2) / (1 - sum m^2).

    Args:
        x: positions of the first state, shape (n,), each one of `levels`.
        y: positions of the second state on the same items in the same order.
        levels: every position that could be taken, rising, used or not.
        scheme: 'nominal' (Scott's own, and fpsim's), 'linear' or 'quadratic'.

    Returns:
        A number in -1..1; 0 is chance. NaN where both states took one and the same position throughout (0/0).

    Raises:
        UsageError: missing or unknown positions, lists of different length, no item, bad levels or scheme.

    Assumes:
        The two states would, if independent, act from one common habit. Never above kappa with the same scheme: a
        difference of habits counts as disagreement here and not there, so pi punishes a pair in which one abstains much
        more than the other.

    References:
        Scott 1955, Public Opinion Quarterly 19(3):321-325; Häge 2011, Political Analysis 19(3):287-305; nominal values
        reproduce fpsim R/spi.R.

    Example:
        >>> from multifront.alignment import scott_pi
        >>> round(scott_pi([0, 0, 1, 2], [0, 1, 1, 2], levels=(0, 1, 2), scheme="nominal"), 4)
        0.619
    """
    return measured("pi", scheme, x, y, levels)


def bcai(x: ArrayLike, y: ArrayLike, *, levels: Sequence[float]) -> float:
    """Benati and Capurri's alignment index A: S less the S that these habits would give if decisions were independent.

    Formula: A = S - E[S], E[S] = 1 - 2 sum |a - b| r_a c_b / d_max; hence A = (1 - E[S]) * kappa with linear weights.

    Args:
        x: positions of the first state, shape (n,), each one of `levels`.
        y: positions of the second state on the same items in the same order.
        levels: every position that could be taken, rising, used or not.

    Returns:
        A number in -1..1; 0 is chance, and also what a state without variation gets.

    Raises:
        UsageError: missing or unknown positions, lists of different length, no item, bad levels.

    Assumes:
        Unlike kappa it is not divided by the room that was left, so two states that hardly ever vary stay near 0 even
        in full agreement; compare it only between pairs with like margins. Levels are taken at their numbers; the
        original counts steps, which is the same for evenly spaced levels.

    References:
        Benati & Capurri 2026, Quality & Quantity, doi:10.1007/s11135-026-02814-x, as computed by fpsim R/bcai.R.

    Example:
        >>> from multifront.alignment import bcai
        >>> round(bcai([0, 0, 1, 2], [0, 1, 1, 2], levels=(0, 1, 2)), 4)
        0.625
    """
    return measured("bcai", None, x, y, levels)

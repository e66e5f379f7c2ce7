"""What a test of a named group gives back: numbers, pairs, and a sentence that says them. Computes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

NAN = float("nan")


@dataclass(frozen=True, slots=True)
class AxisPair:
    """One pair inside the group: its value, and the share of all pairs of the pool that are less close (ties half)."""

    a: str
    b: str
    value: float
    percentile: float


@dataclass(frozen=True, slots=True)
class AxisMember:
    """The test without one member: a group that falls apart without it stands on that member.

    `effect_without` is `value_without` less its mean over the groups that match what is left.
    """

    state: str
    value_without: float
    effect_without: float
    p_without: float


@dataclass(frozen=True, slots=True)
class AxisTest:
    """Whether a named group is closer inside than matched random groups; every number is NaN where it was not tested.

    `value` is T of the group, `expected` and `expected_band` the mean and the middle 95 % of matched groups, `groups`
    how many were compared, `exact` whether these are all. `effect` is `value` less `expected`, `interval` bounds the
    shift of T. `p_value` is two-sided. `false_positive_rate` is the share of matched groups with p <= .05, near 5 % by
    construction: it knows few groups and ties, not that a group may have been picked by looking.
    `smallest_detectable_effect` is the shift at which four groups in five have p <= .05 and an interval above 0.
    `seeds_as_close` is the share of states outside the group that could be the core of a group at least this close if
    partners were picked freely. `pairs` are sorted, closest first.
    """

    members: tuple[str, ...]
    statistic: str
    change: bool
    value: float
    groups: int
    exact: bool
    pool: int
    dropped: tuple[str, ...]
    enough: bool
    expected: float = NAN
    expected_band: tuple[float, float] = (NAN, NAN)
    interval: tuple[float, float] = (NAN, NAN)
    p_value: float = NAN
    q_value: float = NAN
    false_positive_rate: float = NAN
    smallest_detectable_effect: float = NAN
    seeds_as_close: float = NAN
    pairs: tuple[AxisPair, ...] = field(default=())
    without: tuple[AxisMember, ...] = field(default=())
    sentence: str = ""

    @property
    def effect(self) -> float:
        """T of the group less the mean of matched groups."""
        return self.value - self.expected


SAID = {
    "contrast": "closer among themselves than to others",
    "inside": "close among themselves",
    "rank": "high on each other's list of partners",
}
OPPOSITE = {
    "contrast": "less close among themselves against others",
    "inside": "apart among themselves",
    "rank": "low on each other's list of partners",
}


def axis_sentence(found: AxisTest) -> str:
    """The result in words: effect, interval, p, what it could have seen, and the pairs at both ends."""
    names, said = ", ".join(found.members), SAID[found.statistic]
    if not found.enough:
        return f"Too few to say whether {names} are {said}: {found.groups} groups match them; 40 would be enough."
    verb = "have become" if found.change else "are"
    call = f"cannot be told to {_plain(found)} beyond chance"
    if found.p_value <= 0.05:
        call = f"{verb} {said if found.effect > 0 else OPPOSITE[found.statistic]} beyond chance"
    compared = f"all {found.groups:,}" if found.exact else f"{found.groups:,} random"
    strongest, weakest = found.pairs[0], found.pairs[-1]
    return (
        f"{names} {call}: {found.value:.3g} against {found.expected:.3g} in {compared} matched groups (difference "
        f"{found.effect:+.3g}, 95 % interval {found.interval[0]:+.3g} to {found.interval[1]:+.3g}, p "
        f"{found.p_value:.2g}). Closest pair {strongest.a}-{strongest.b} (closer than {strongest.percentile:.0%} of "
        f"pairs), farthest {weakest.a}-{weakest.b} ({weakest.percentile:.0%}). Smallest shift seen four times in five "
        f"{found.smallest_detectable_effect:.3g}."
    )


def _plain(found: AxisTest) -> str:
    return f"{'have become' if found.change else 'be'} {SAID[found.statistic]}"

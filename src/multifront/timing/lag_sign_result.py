"""What the test of who moves first gives back, and the sentence that says it. Nothing is computed from events here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from multifront.timing.admission import Period

RIVAL_READINGS = (
    "Moving first is not causing: a common cause may reach one stream sooner, the second may have been planned before "
    "the first was seen, and a list that dates reports instead of acts turns the order round."
)


@dataclass(frozen=True, slots=True)
class LagSignResult:
    """Who moves first: pairs (a, b) with 0 < |a - b| <= window_days, by which came first.

    `after` counts pairs in which B came first and A followed, `before` those in which A came first, `same_day` those
    on one day, which decide nothing and are in neither. `effect` is (balance - expected) / (after + before), balance =
    after - before; above 0 B leads; `interval` has level 1 - alpha. `p_value` is two-sided, the capped rank of `p_raw`
    among synthetic independent pairs. `smallest_detectable_effect` is the share of A truly triggered by B that is found
    with 80 % power (None: no share is). `binding_null` names the null that is hardest to reject, and who moves in it.
    """

    name_a: str
    name_b: str
    window_days: int
    span: Period
    alpha: float
    draws: int
    seed: int
    events_a: int
    events_b: int
    after: int
    before: int
    same_day: int
    expected: float
    effect: float
    interval: tuple[float, float]
    p_value: float
    p_raw: float
    p_by_null: Mapping[str, float]
    binding_null: str
    false_positive_rate: float
    smallest_detectable_effect: float | None
    power_curve: tuple[tuple[float, float], ...]
    too_few: str
    notes: tuple[str, ...]

    @property
    def balance(self) -> int:
        """Pairs in which B came first, less those in which A came first."""
        return self.after - self.before

    @property
    def sentence(self) -> str:
        """The result in words, with what else it could mean."""
        return " ".join([self._counted(), self._judged(), *self.notes])

    def _counted(self) -> str:
        """What was seen."""
        same = f"; {self.same_day} on the same day, set apart" if self.same_day else ""
        return (
            f"Of {self.after + self.before} pairs within {self.window_days} days, {self.name_b} came first in "
            f"{self.after} and {self.name_a} in {self.before}{same}."
        )

    def _judged(self) -> str:
        """Who leads, or that it cannot be said."""
        if self.too_few:
            return f"Too few to say who moves first: {self.too_few}"
        sees = self.smallest_detectable_effect
        reach = "no share, however large" if sees is None else f"a share of {sees:.0%} or more of {self.name_a}"
        trust = (
            f"On independent streams like these the test names a leader {self.false_positive_rate:.1%} of the time; "
            f"with 80 % power it sees {reach} following {self.name_b}."
        )
        expected = round(self.expected, 1) + 0.0  # no minus before a zero
        figures = (
            f"balance {self.balance:+d} where independent streams give {expected:+.1f}; p = {self.p_value:.3g}, "
            f"raw {self.p_raw:.3g}"
        )
        if self.p_value > self.alpha:
            return f"Neither can be said to move first ({figures}); this is no proof that neither does. {trust}"
        leader, other = (self.name_b, self.name_a) if self.effect > 0 else (self.name_a, self.name_b)
        leader = f"{leader[0].upper()}{leader[1:]}"
        return f"{leader} moves before {other} more often than chance allows ({figures}). {RIVAL_READINGS} {trust}"

"""What the optional blocks of a scenario hold besides numbers: arms, pools, fronts, losses. Reads nothing."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ArmsClass:
    """One class of arms of one side; `partnered` where the partner has a budget of it for that side.

    `donors` are further actors with a budget of it, in the order of the file.
    """

    side: str
    name: str
    partnered: bool
    donors: tuple[str, ...] = ()

    @property
    def helped(self) -> bool:
        """True where anybody has a budget of it for the side: the channel arms can act."""
        return self.partnered or bool(self.donors)

    @property
    def path(self) -> str:
        """Where its numbers begin."""
        return f"arms.{self.side}.{self.name}"


@dataclass(frozen=True, slots=True)
class Pool:
    """One line of forces: a layer, its owner and its home."""

    name: str
    layer: str
    owner: str
    home: str

    @property
    def path(self) -> str:
        """Where its numbers begin."""
        return f"forces.pools.{self.name}"


@dataclass(frozen=True, slots=True)
class Place:
    """One front: how it opens (open, hazard, treaty) and the layers whose room there is limited.

    `tied` are the layers that acts of donors other than the partner tie down there.
    """

    name: str
    opens: str
    limited: tuple[str, ...]
    tied: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where its numbers begin."""
        return f"fronts.places.{self.name}"


@dataclass(frozen=True, slots=True)
class LossLine:
    """Losses of one kind on one side: pools of its layer and owner at the first front, or the side's own force.

    `owner` is empty for a side's own force; `fire` names the enemy's class of arms that inflicts them, empty for none.
    """

    side: str
    name: str
    layer: str
    owner: str
    fire: str

    @property
    def path(self) -> str:
        """Where its numbers begin."""
        return f"attrition.losses.{self.side}.{self.name}"


@dataclass(frozen=True, slots=True)
class EconomyBlock:
    """The case of published losses, other economies whose loss is shown, and whether the partner trades."""

    case: str
    economies: tuple[str, ...]
    helped: bool


@dataclass(frozen=True, slots=True)
class TestedPressure:
    """A test's log rate ratio of the partner's acts while the coalition is busy, as recorded in the file.

    `claim` says where it comes from. What is made of it, endless or undecided intervals too: `pressure_log_ratio`.
    """

    claim: str
    log_ratio: float
    low: float
    high: float
    level: float
    decided: bool

    @property
    def usable(self) -> bool:
        """False where the interval has no end or the test could not tell: then a range around no effect stands in."""
        return self.decided and math.isfinite(self.low) and math.isfinite(self.high)


@dataclass(frozen=True, slots=True)
class Blocks:
    """The optional blocks. `consent` is what the host decides about its bases: a decision, never averaged.

    `duties` are rules of a division of labour: by name of the rule and owner of forces, the fronts that it may serve;
    the first holds in the run, the others are compared with it.
    """

    arms: tuple[ArmsClass, ...] = ()
    pools: tuple[Pool, ...] = ()
    places: tuple[Place, ...] = ()
    consent: str = "full"
    duties: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    losses: tuple[LossLine, ...] = ()
    pressure: TestedPressure | None = None
    economy: EconomyBlock | None = None

    @property
    def any(self) -> bool:
        """True where the scenario has more than supplies."""
        return bool(self.arms or self.pools or self.losses or self.economy)

    def arms_of(self, side: str) -> tuple[ArmsClass, ...]:
        """The classes of arms of one side, in the order of the file."""
        return tuple(one for one in self.arms if one.side == side)

    def losses_of(self, side: str) -> tuple[LossLine, ...]:
        """The lines of losses of one side, in the order of the file."""
        return tuple(line for line in self.losses if line.side == side)


NO_BLOCKS = Blocks()

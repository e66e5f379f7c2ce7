"""Economy: trade and reserves exposed, what a partner offsets, inputs that a coalition lacks. Knows no scenario.

All money in USD bn, flows a year, d = days / 365; every symbol an array over draws, shape (n,):

    exposed exports   X  = exports x coalition share of exports x breadth x d          (imports M likewise)
    exposed reserves  R  = reserves x freezable share x breadth
    room to sell      q1 = (railway in + port in x (1 - port loss)) x value a tonne in x d      partner to challenger
    room to buy       q2 = (railway out + port out x (1 - port loss)) x value a tonne out x d   the other way
    imports offset    m  = will x min(fit x M, max(0, partner's sales elsewhere - its revenue need) x d, q1)
    exports offset    x  = min(X, will x min(partner's purchases elsewhere x d, q2), m + partner's funds x d)
    reserves offset   r  = min(R, will x credit line)
    output loss       L  = L0 x (1 - pass through x (m + x) / (M + X))            L0 the published range, no partner
    production lost   P  = production x dependence x (1 - substitutable) x cut x max(0, 1 - cover days / days)

The partner's own revenue need stands in m: what it must earn from others in money that it can use is not for
redirecting. It can buy only what it earns in the trade and its funds. Without a partner m = x = r = 0 and L = L0.
Published losses by case are in `output_losses`. Units and sources of each number: docs/model-economy.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np

from multifront.domain import Floats
from multifront.errors import SimulationError

DAYS_A_YEAR = 365.0
SHARES = frozenset(
    (
        *("export_share", "import_share", "breadth", "freezable", "will", "fit", "port_loss", "output_loss"),
        *("pass_through", "dependence", "substitutable", "cut"),
    )
)
"""Numbers that must lie within 0..1; all others must be 0 or more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """What the challenger stands to lose, arrays of shape (n,).

    exports, imports: goods a year, USD bn. export_share, import_share: part of them with a coalition that takes part in
    full. breadth: part of that coalition that does (a lever). reserves: foreign exchange, USD bn. freezable: part of it
    that the coalition can freeze. output_loss: first-year loss of output without a partner, share of GDP, from the
    published range of the case. days: length of the measures.
    """

    exports: Floats
    imports: Floats
    export_share: Floats
    import_share: Floats
    breadth: Floats
    reserves: Floats
    freezable: Floats
    output_loss: Floats
    days: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """What a partner can do about it, arrays of shape (n,).

    will: part of what it could do that it does. fit: part of the exposed imports that it makes at all. sales_elsewhere,
    purchases_elsewhere, revenue_need, funds: USD bn a year. rail_in, rail_out, port_in, port_out: spare capacity to
    and from the challenger, Mt a year. port_loss: part of the port's capacity cut off. value_in, value_out: USD bn a
    Mt. credit: line in usable money, USD bn. pass_through: part of the output loss that trade makes up.
    """

    will: Floats
    fit: Floats
    sales_elsewhere: Floats
    revenue_need: Floats
    purchases_elsewhere: Floats
    funds: Floats
    rail_in: Floats
    rail_out: Floats
    port_in: Floats
    port_out: Floats
    port_loss: Floats
    value_in: Floats
    value_out: Floats
    credit: Floats
    pass_through: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class ChineseInputs:
    """Coalition production that needs inputs from the challenger, arrays of shape (n,).

    production: a year, any unit. dependence: part of it that needs such inputs. substitutable: part of that which
    others can supply within the time. cut: part of the inputs that stops. cover: stock of inputs, days. days: length
    of the cut.
    """

    production: Floats
    dependence: Floats
    substitutable: Floats
    cut: Floats
    cover: Floats
    days: Floats


@dataclass(frozen=True, slots=True)
class EconomyOutcome:
    """What is exposed and what is offset, USD bn, and the loss of output as a share of GDP; arrays of shape (n,)."""

    exports_exposed: Floats
    imports_exposed: Floats
    reserves_exposed: Floats
    exports_offset: Floats
    imports_offset: Floats
    reserves_offset: Floats
    output_loss: Floats
    binding: Mapping[str, Floats]

    @property
    def trade_offset_share(self) -> Floats:
        """Part of the exposed trade that the partner offsets, within 0..1; NaN where nothing is exposed."""
        exposed = self.exports_exposed + self.imports_exposed
        offset = self.exports_offset + self.imports_offset
        return np.asarray(np.divide(offset, exposed, out=np.full(exposed.shape, np.nan), where=exposed > 0.0))


def economy_outcome(exposure: Exposure, partner: Partner | None = None) -> EconomyOutcome:
    """Trade and reserves exposed to sanctions, what a partner offsets, and the loss of output that is left.

    Formula: at the head of the module.

    Args:
        exposure: what the challenger stands to lose.
        partner: what its partner can do; None for none.

    Returns:
        Arrays over draws; offsets between 0 and what is exposed. `binding` says, as 1 or 0 a draw, what held imports
        back (`exposed`, `revenue`, `transport`; the first where several tie), and is empty without a partner.

    Raises:
        SimulationError: a share outside 0..1, a negative or missing number, days of 0, or arrays of different length.

    Assumes:
        Money is fungible within the trade: a dollar of coal stands for a dollar of chips up to `fit`, which is the
        number that matters most and that nobody has measured. Prices stay; third countries neither help nor fill in
        beyond the coalition's breadth. Published output losses rest on other models with assumptions of their own: the
        offset scales them, it does not rerun them.

    References:
        docs/model-economy.md, with the rows of evidence; Gompert, Cevallos & Garafola (2016), War with China, RAND
        RR-1140 (output losses of a year of severe war).

    Example:
        >>> import numpy as np
        >>> def one(**numbers):
        ...     return {name: np.array([value]) for name, value in numbers.items()}
        >>> exposure = Exposure(**one(exports=3_000.0, imports=2_000.0, export_share=0.5, import_share=0.5, breadth=1.0,
        ...     reserves=3_200.0, freezable=0.9, output_loss=0.1, days=365.0))
        >>> partner = Partner(**one(will=1.0, fit=0.1, sales_elsewhere=300.0, revenue_need=250.0,
        ...     purchases_elsewhere=100.0, funds=10.0, rail_in=20.0, rail_out=20.0,
        ...     port_in=50.0, port_out=50.0, port_loss=0.0, value_in=1.0,
        ...     value_out=5.0, credit=0.0, pass_through=0.5))
        >>> found = economy_outcome(exposure, partner)
        >>> found.imports_offset.tolist(), found.exports_offset.tolist(), found.output_loss.round(4).tolist()
        ([50.0], [60.0], [0.0978])
    """
    _check(exposure)
    years = exposure.days / DAYS_A_YEAR
    exports = exposure.exports * exposure.export_share * exposure.breadth * years
    imports = exposure.imports * exposure.import_share * exposure.breadth * years
    reserves = exposure.reserves * exposure.freezable * exposure.breadth
    if partner is None:
        nothing = np.zeros_like(exports)
        return EconomyOutcome(exports, imports, reserves, nothing, nothing, nothing, exposure.output_loss, {})
    _check(partner, exposure.days.size)
    caps = _import_caps(partner, imports, years)
    most = np.array(list(caps.values()))
    imports_offset = partner.will * most.min(axis=0)
    exports_offset = _exports_offset(partner, exports, imports_offset, years)
    reserves_offset = np.minimum(reserves, partner.will * partner.credit)
    exposed = exports + imports
    share = np.divide(exports_offset + imports_offset, exposed, out=np.zeros_like(exposed), where=exposed > 0.0)
    first = np.argmin(most, axis=0)
    binding = {name: (first == index).astype(np.float64) for index, name in enumerate(caps)}
    loss = exposure.output_loss * (1.0 - partner.pass_through * np.minimum(share, 1.0))
    return EconomyOutcome(exports, imports, reserves, exports_offset, imports_offset, reserves_offset, loss, binding)


def _import_caps(partner: Partner, imports: Floats, years: Floats) -> dict[str, Floats]:
    """What holds back the partner's sales to the challenger, by name."""
    tonnes = partner.rail_in + partner.port_in * (1.0 - partner.port_loss)
    return {
        "exposed": partner.fit * imports,
        "revenue": np.maximum(partner.sales_elsewhere - partner.revenue_need, 0.0) * years,
        "transport": tonnes * partner.value_in * years,
    }


def _exports_offset(partner: Partner, exports: Floats, earned: Floats, years: Floats) -> Floats:
    """What the partner buys of the exposed exports: it must want it, move it and pay for it."""
    tonnes = partner.rail_out + partner.port_out * (1.0 - partner.port_loss)
    wanted = partner.will * np.minimum(partner.purchases_elsewhere, tonnes * partner.value_out) * years
    return np.asarray(np.minimum(np.minimum(exports, wanted), earned + partner.funds * years))


def coalition_production_lost(inputs: ChineseInputs) -> Floats:
    """Coalition production that stops for want of the challenger's inputs, in the unit of production, over the days.

    Formula: production x days / 365 x dependence x (1 - substitutable) x cut x max(0, 1 - cover / days).

    Args:
        inputs: arrays of shape (n,); draw `dependence` and `substitutable` from ranges, never from points.

    Returns:
        Shape (n,), from 0 to the production of the days.

    Raises:
        SimulationError: a share outside 0..1, a negative or missing number, days of 0, or arrays of different length.

    Assumes:
        A missing input stops the whole product (Leontief): true for magnets in a missile, too hard for steel in a
        bridge. Stocks are used up first and lie where they are needed.

    References:
        docs/model-economy.md, section "Coalition production".

    Example:
        >>> import numpy as np
        >>> one = np.ones(1)
        >>> lost = coalition_production_lost(ChineseInputs(production=400 * one, dependence=0.5 * one,
        ...     substitutable=0.25 * one, cut=one, cover=73 * one, days=365 * one))
        >>> lost.round(6).tolist()
        [120.0]
    """
    _check(inputs)
    short = np.maximum(0.0, 1.0 - inputs.cover / inputs.days)
    made = inputs.production * inputs.days / DAYS_A_YEAR
    return np.asarray(made * inputs.dependence * (1.0 - inputs.substitutable) * inputs.cut * short)


def _check(numbers: Exposure | Partner | ChineseInputs, size: int | None = None) -> None:
    """Refuse what no world can hold, all problems at once."""
    problems, lengths = [], set() if size is None else {(size,)}
    for field in fields(numbers):
        values = np.asarray(getattr(numbers, field.name))
        lengths.add(values.shape)
        most = 1.0 if field.name in SHARES else np.inf
        if not np.all(np.isfinite(values)):
            problems.append(f"{field.name} has missing values")
        elif np.any((values < 0.0) | (values > most)):
            problems.append(f"{field.name} is outside 0..{most:g}")
        elif field.name == "days" and np.any(values == 0.0):
            problems.append("days must be above 0")
    if len(lengths) > 1:
        problems.append(f"arrays differ in shape: {sorted(lengths)}")
    if problems:
        raise SimulationError(f"{type(numbers).__name__}: {'; '.join(problems)}")

"""Supplies in a crisis, simulated over sampled worlds: the scenario language, runs, summaries. Knows no store."""

from multifront.contingency.allocation import allocate, allocate_nested
from multifront.contingency.balance import daily_balance, supply_shares
from multifront.contingency.draws import range_quantile, uniform_draws
from multifront.contingency.exploration import days_gained_by_leg, sensitivity
from multifront.contingency.gains import days_gained, endurance_ratio, gain_probability
from multifront.contingency.networks import Allocation, Network
from multifront.contingency.reader import load, read_scenario, shipped_scenarios
from multifront.contingency.scenario import NOT_MODELLED, Scenario, parameter_rows, parameter_table, partner_paths
from multifront.contingency.simulation import SideRun, SupplyOutcome, simulate
from multifront.contingency.summary import endurance_quantiles, race_by_horizon, survival_curve
from multifront.contingency.supply import days_of_cover
from multifront.contingency.supply_lp import allocate_lp
from multifront.contingency.vocabulary import COMMODITIES, KINDS, RULES

__all__ = [
    "COMMODITIES",
    "KINDS",
    "NOT_MODELLED",
    "RULES",
    "Allocation",
    "Network",
    "Scenario",
    "SideRun",
    "SupplyOutcome",
    "allocate",
    "allocate_lp",
    "allocate_nested",
    "daily_balance",
    "days_gained",
    "days_gained_by_leg",
    "days_of_cover",
    "endurance_quantiles",
    "endurance_ratio",
    "gain_probability",
    "load",
    "parameter_rows",
    "parameter_table",
    "partner_paths",
    "race_by_horizon",
    "range_quantile",
    "read_scenario",
    "sensitivity",
    "shipped_scenarios",
    "simulate",
    "supply_shares",
    "survival_curve",
    "uniform_draws",
]

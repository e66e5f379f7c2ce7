"""The contingency model: scenarios, supplies, arms, forces, fronts, and what comes of them. Knows no store."""

from multifront.contingency.allocation import allocate, allocate_nested
from multifront.contingency.arms import (
    ARMS_CLASSES,
    FIRE_LIMIT,
    ArmsPaths,
    ArmsRun,
    Holding,
    Production,
    first_bound,
    run_arms,
    transfer_budget,
)
from multifront.contingency.arms import Partner as ArmsPartner
from multifront.contingency.attribution import (
    CHANNELS,
    NO_PATH,
    Attribution,
    Estimate,
    attribute,
    channel_combinations,
    shapley_interactions,
    shapley_values,
)
from multifront.contingency.attrition import (
    LONGEST_WAR_DAYS,
    LossCurve,
    LossRun,
    daily_shares,
    fit_tau,
    lanchester_square,
    run_losses,
)
from multifront.contingency.balance import daily_balance, supply_shares
from multifront.contingency.blocks import Blocks
from multifront.contingency.branches import (
    BRANCHES,
    BranchFactors,
    Clocks,
    acting_days,
    branch_budget,
    choose_branch,
    conditional_results,
    in_branch,
    recombine,
    stock_at_start,
)
from multifront.contingency.channel_outcomes import OUTCOMES, coalition_shortfall, endurance_margin, log_endurance
from multifront.contingency.correlations import normal_correlation
from multifront.contingency.discovery import Discovery, discover
from multifront.contingency.distraction import break_even, distraction_value
from multifront.contingency.donors import coalition_flow, compensation_seen
from multifront.contingency.draws import range_quantile, uniform_draws
from multifront.contingency.economy import (
    ChineseInputs,
    EconomyOutcome,
    Exposure,
    coalition_production_lost,
    economy_outcome,
)
from multifront.contingency.economy import Partner as EconomyPartner
from multifront.contingency.effectiveness import DELTA_SWEEP, break_even_delta, exchange_multiplier, sweep_delta
from multifront.contingency.exploration import days_gained_by_leg, sensitivity
from multifront.contingency.facts import fact_list, number_effects
from multifront.contingency.forces import POLICIES, ForcePlan, assign_forces
from multifront.contingency.forces_inputs import CONSENT, LAYERS, Forces, Requirements, Waits, basing_capacity
from multifront.contingency.forces_lp import LayerWorld, least_shortfall
from multifront.contingency.fronts import FRONTS, FrontRules, Openings, base_hazard, conditional_demand, open_fronts
from multifront.contingency.gains import days_gained, endurance_ratio, gain_probability
from multifront.contingency.given_data import main_effects, tail_means
from multifront.contingency.labour import compare_rules, division_of_labour
from multifront.contingency.language import vocabulary_rows
from multifront.contingency.lever_runs import lever_losses, regret_by_state
from multifront.contingency.networks import Allocation, Network
from multifront.contingency.outcome_draws import Question
from multifront.contingency.output_losses import OUTPUT_LOSSES, output_loss
from multifront.contingency.pressure import pressure_demand, pressure_log_ratio
from multifront.contingency.race import Race, race_chart, share_of_draws
from multifront.contingency.ranges import ClaimNumber
from multifront.contingency.reader import load, read_scenario, shipped_scenarios
from multifront.contingency.redrawing import total_shares
from multifront.contingency.regret import LEVERS, Regret, lever_settings, regret_table, regrets
from multifront.contingency.route_map import route_columns, route_rows
from multifront.contingency.scenario import NOT_MODELLED, Scenario, parameter_rows, parameter_table, partner_paths
from multifront.contingency.scenario_labour import labour_of
from multifront.contingency.schema import scenario_schema
from multifront.contingency.simulation import SideRun, SupplyOutcome, simulate
from multifront.contingency.sobol import sobol_indices
from multifront.contingency.summary import endurance_quantiles, race_by_horizon, survival_curve
from multifront.contingency.supply import days_of_cover
from multifront.contingency.supply_lp import allocate_lp
from multifront.contingency.tornado import one_at_a_time
from multifront.contingency.value_of_learning import Learning, collection_list, learning_value, value_of_knowing_all
from multifront.contingency.vocabulary import COMMODITIES, KINDS, RULES
from multifront.contingency.war_losses import WarLines, WarLosses, run_war_losses
from multifront.contingency.whole import DEFAULT_DAYS, SideEnds, WholeRun, simulate_whole
from multifront.contingency.whole_outcomes import attribute_whole

__all__ = [
    "ARMS_CLASSES",
    "BRANCHES",
    "CHANNELS",
    "COMMODITIES",
    "CONSENT",
    "DEFAULT_DAYS",
    "DELTA_SWEEP",
    "FIRE_LIMIT",
    "FRONTS",
    "KINDS",
    "LAYERS",
    "LEVERS",
    "LONGEST_WAR_DAYS",
    "NOT_MODELLED",
    "NO_PATH",
    "OUTCOMES",
    "OUTPUT_LOSSES",
    "POLICIES",
    "RULES",
    "Allocation",
    "ArmsPartner",
    "ArmsPaths",
    "ArmsRun",
    "Attribution",
    "Blocks",
    "BranchFactors",
    "ChineseInputs",
    "ClaimNumber",
    "Clocks",
    "Discovery",
    "EconomyOutcome",
    "EconomyPartner",
    "Estimate",
    "Exposure",
    "ForcePlan",
    "Forces",
    "FrontRules",
    "Holding",
    "LayerWorld",
    "Learning",
    "LossCurve",
    "LossRun",
    "Network",
    "Openings",
    "Production",
    "Question",
    "Race",
    "Regret",
    "Requirements",
    "Scenario",
    "SideEnds",
    "SideRun",
    "SupplyOutcome",
    "Waits",
    "WarLines",
    "WarLosses",
    "WholeRun",
    "acting_days",
    "allocate",
    "allocate_lp",
    "allocate_nested",
    "assign_forces",
    "attribute",
    "attribute_whole",
    "base_hazard",
    "basing_capacity",
    "branch_budget",
    "break_even",
    "break_even_delta",
    "channel_combinations",
    "choose_branch",
    "coalition_flow",
    "coalition_production_lost",
    "coalition_shortfall",
    "collection_list",
    "compare_rules",
    "compensation_seen",
    "conditional_demand",
    "conditional_results",
    "daily_balance",
    "daily_shares",
    "days_gained",
    "days_gained_by_leg",
    "days_of_cover",
    "discover",
    "distraction_value",
    "division_of_labour",
    "economy_outcome",
    "endurance_margin",
    "endurance_quantiles",
    "endurance_ratio",
    "exchange_multiplier",
    "fact_list",
    "first_bound",
    "fit_tau",
    "gain_probability",
    "in_branch",
    "labour_of",
    "lanchester_square",
    "learning_value",
    "least_shortfall",
    "lever_losses",
    "lever_settings",
    "load",
    "log_endurance",
    "main_effects",
    "normal_correlation",
    "number_effects",
    "one_at_a_time",
    "open_fronts",
    "output_loss",
    "parameter_rows",
    "parameter_table",
    "partner_paths",
    "pressure_demand",
    "pressure_log_ratio",
    "race_by_horizon",
    "race_chart",
    "range_quantile",
    "read_scenario",
    "recombine",
    "regret_by_state",
    "regret_table",
    "regrets",
    "route_columns",
    "route_rows",
    "run_arms",
    "run_losses",
    "run_war_losses",
    "scenario_schema",
    "sensitivity",
    "shapley_interactions",
    "shapley_values",
    "share_of_draws",
    "shipped_scenarios",
    "simulate",
    "simulate_whole",
    "sobol_indices",
    "stock_at_start",
    "supply_shares",
    "survival_curve",
    "sweep_delta",
    "tail_means",
    "total_shares",
    "transfer_budget",
    "uniform_draws",
    "value_of_knowing_all",
    "vocabulary_rows",
]

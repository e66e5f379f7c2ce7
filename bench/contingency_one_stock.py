"""
Python model 'contingency_one_stock.py'
Translated using PySD
"""

from pathlib import Path
import numpy as np

from pysd.py_backend.statefuls import Integ
from pysd import Component

__pysd_version__ = "3.14.3"

__data = {"scope": None, "time": lambda: 0}

_root = Path(__file__).parent


component = Component()

#######################################################################
#                          CONTROL VARIABLES                          #
#######################################################################

_control_vars = {
    "initial_time": lambda: 0,
    "final_time": lambda: 1095,
    "time_step": lambda: 1,
    "saveper": lambda: time_step(),
}


def _init_outer_references(data):
    for key in data:
        __data[key] = data[key]


@component.add(name="Time")
def time():
    """
    Current time of the model.
    """
    return __data["time"]()


@component.add(
    name="FINAL TIME", units="Day", comp_type="Constant", comp_subtype="Normal"
)
def final_time():
    """
    Three years.
    """
    return __data["time"].final_time()


@component.add(
    name="INITIAL TIME", units="Day", comp_type="Constant", comp_subtype="Normal"
)
def initial_time():
    """
    The first day.
    """
    return __data["time"].initial_time()


@component.add(
    name="SAVEPER",
    units="Day",
    limits=(0.0, np.nan),
    comp_type="Auxiliary",
    comp_subtype="Normal",
    depends_on={"time_step": 1},
)
def saveper():
    """
    Every day is kept.
    """
    return __data["time"].saveper()


@component.add(
    name="TIME STEP",
    units="Day",
    limits=(0.0, np.nan),
    comp_type="Constant",
    comp_subtype="Normal",
)
def time_step():
    """
    One day.
    """
    return __data["time"].time_step()


#######################################################################
#                           MODEL VARIABLES                           #
#######################################################################


@component.add(
    name="initial stock", units="units", comp_type="Constant", comp_subtype="Normal"
)
def initial_stock():
    """
    What is in store on day 0.
    """
    return 1000


@component.add(
    name="demand", units="units/Day", comp_type="Constant", comp_subtype="Normal"
)
def demand():
    """
    What is asked for.
    """
    return 10


@component.add(
    name="inflow", units="units/Day", comp_type="Constant", comp_subtype="Normal"
)
def inflow():
    """
    What still arrives.
    """
    return 3


@component.add(
    name="drawn",
    units="units/Day",
    comp_type="Auxiliary",
    comp_subtype="Normal",
    depends_on={"demand": 1, "inflow": 1, "time_step": 1, "stock": 1},
)
def drawn():
    """
    What is taken from the stock, never more than it holds.
    """
    return float(np.minimum(demand() - inflow(), stock() / time_step()))


@component.add(
    name="stock",
    units="units",
    comp_type="Stateful",
    comp_subtype="Integ",
    depends_on={"_integ_stock": 1},
    other_deps={
        "_integ_stock": {"initial": {"initial_stock": 1}, "step": {"drawn": 1}}
    },
)
def stock():
    """
    The one stock.
    """
    return _integ_stock()


_integ_stock = Integ(lambda: -drawn(), lambda: initial_stock(), "_integ_stock")

"""The one decorator that compiles this package's loops, typed for mypy. No loop lives here.

`timing` has a decorator of its own: the two packages may not import each other, and their one common layer, `domain`,
takes nothing but numpy. They differ in `nogil` as well, which lets other threads run.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """Compile on first call and keep the result on disk; it lets other threads run, and never starts one itself."""
    return cast(F, njit(cache=True, error_model="numpy", nogil=True)(function))

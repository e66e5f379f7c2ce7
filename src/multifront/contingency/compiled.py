"""The one decorator that compiles the numerical loops of this package, typed for mypy. No loop lives here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """Compile on first call and keep the result on disk; it lets other threads run, and never starts one itself."""
    return cast(F, njit(cache=True, error_model="numpy", nogil=True)(function))

"""multifront: are rival states acting together, and what follows if their crises come at the same time?"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "alignment": "multifront.alignment",
    "claims": "multifront.claims",
    "contingency": "multifront.contingency",
    "reading": "multifront.reading",
    "timing": "multifront.timing",
    "Brief": "multifront.brief",
    "open_evidence": "multifront.evidence",
    "build_brief": "multifront.workbench.briefs",
    "write_brief": "multifront.workbench.briefs",
}
_NAMES = {"Brief": "Brief", "open_evidence": "open_evidence", "build_brief": "build", "write_brief": "write"}

__all__ = [
    "Brief",
    "__version__",
    "alignment",
    "build_brief",
    "claims",
    "contingency",
    "open_evidence",
    "reading",
    "timing",
    "write_brief",
]

if TYPE_CHECKING:
    from multifront import alignment, claims, contingency, reading, timing
    from multifront.brief import Brief
    from multifront.evidence import open_evidence
    from multifront.workbench.briefs import build as build_brief
    from multifront.workbench.briefs import write as write_brief


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used, so that a command pays only for what it needs."""
    if name not in _HOMES:
        raise AttributeError(f"module 'multifront' has no attribute {name!r}; public names: {', '.join(__all__)}")
    module = import_module(_HOMES[name])
    return getattr(module, _NAMES[name]) if name in _NAMES else module

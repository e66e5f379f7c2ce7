"""Every kind of claim that there is: those of the package, and those of installed plug-ins. No kind stands here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType
from typing import Any

from multifront.claims.kind import About, KindOfClaim, Parameters
from multifront.claims.kinds import KINDS
from multifront.domain import VERDICTS
from multifront.errors import UsageError

GROUP = "multifront.kinds"
NEXT = "next: mend the plug-in, or uninstall it (docs/kinds.md, Kinds of your own)"


@cache
def known_kinds() -> Mapping[str, KindOfClaim]:
    """All kinds by name: first those of the package, then those of plug-ins by the name of their entry point.

    A plug-in is an installed package with entry points of the group `multifront.kinds`. The name of an entry point is
    that of the kind; it points at the kind or at a class that makes one without arguments.

    Raises:
        UsageError: a plug-in cannot be loaded, is no kind, or has a name that another kind has.
    """
    return MappingProxyType(with_plug_ins(KINDS, entry_points(group=GROUP)))


def with_plug_ins(shipped: Mapping[str, KindOfClaim], found: Iterable[EntryPoint]) -> dict[str, KindOfClaim]:
    """The shipped kinds with those of these entry points.

    Args:
        shipped: kinds by name, none of which a plug-in may take.
        found: entry points, in any order.

    Raises:
        UsageError: as `known_kinds`; a plug-in is never left out in silence.
    """
    kinds, makers = dict(shipped), dict.fromkeys(shipped, "multifront itself")
    for point in sorted(found, key=lambda one: (one.name, one.value)):
        maker = owner(point)
        if point.name in kinds:
            raise UsageError(
                f"kind {point.name!r} of {maker} cannot be added: {makers[point.name]} has a kind of that name; "
                f"valid: a name that no other kind has; {NEXT}"
            )
        kinds[point.name], makers[point.name] = _loaded(point, maker), maker
    return kinds


def plug_in_versions() -> tuple[str, ...]:
    """Each plug-in with its package and version, for what a brief was made with; empty without any."""
    return tuple(sorted(f"{point.name} {owner(point)} {point.value}" for point in entry_points(group=GROUP)))


def owner(point: EntryPoint) -> str:
    """The package that brings an entry point, with its version."""
    return (
        f"{point.dist.name} {point.dist.version}" if point.dist is not None else f"an unknown package ({point.value})"
    )


def _loaded(point: EntryPoint, maker: str) -> KindOfClaim:
    try:
        thing = point.load()
        kind: Any = thing() if isinstance(thing, type) else thing
    except Exception as error:
        found_wrong = f"cannot be loaded from {point.value!r}: {type(error).__name__}: {error}"
        raise UsageError(f"kind {point.name!r} of {maker} {found_wrong}; {NEXT}") from error
    if problems := _problems(kind, point.name):
        raise UsageError(
            f"{point.value!r} of {maker} is no kind of claim: {'; '.join(problems)}; "
            f"valid: what multifront.claims.kind.KindOfClaim names; {NEXT}"
        )
    found: KindOfClaim = kind
    return found


def _problems(kind: Any, name: str) -> list[str]:
    """Everything that keeps a thing from being a kind of claim."""
    problems = []
    if getattr(kind, "name", None) != name:
        problems.append(f"its name is {getattr(kind, 'name', None)!r}, that of its entry point {name!r}")
    parameters = getattr(kind, "parameters", None)
    if not (isinstance(parameters, type) and issubclass(parameters, Parameters)):
        problems.append("`parameters` is no subclass of multifront.claims.kind.Parameters")
    about = getattr(kind, "about", None)
    if not isinstance(about, About):
        problems.append("`about` is no multifront.claims.kind.About")
    elif strange := [word for word in about.verdicts if word not in VERDICTS]:
        problems.append(f"`about` names the verdict {strange[0]!r}; valid: {', '.join(VERDICTS)}")
    problems += [f"it has no `{step}`" for step in ("measure", "decide") if not callable(getattr(kind, step, None))]
    return problems

"""Finding files by the names under which the package ships them. Reads no content."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from multifront.errors import UsageError, unknown_name


def names(folder: str) -> list[str]:
    """Names of the YAML files shipped in `assessments` or `scenarios`, sorted."""
    root = resources.files("multifront") / folder
    return sorted(Path(item.name).stem for item in root.iterdir() if item.name.endswith(".yaml"))


def find(folder: str, name: str) -> Path:
    """The file that a user means: a path that exists, else the shipped file of that name.

    Raises:
        UsageError: neither exists; the closest shipped names are given.
    """
    path = Path(name)
    if path.suffix in (".yaml", ".yml") or path.exists():
        if not path.is_file():
            raise UsageError(f"no file {name!r} here; shipped {folder}: {', '.join(names(folder))}")
        return path
    if name not in names(folder):
        thing = folder.rstrip("s")
        raise UsageError(unknown_name(thing, name, names(folder), "or give the path of a YAML file"))
    return Path(str(resources.files("multifront") / folder / f"{name}.yaml"))

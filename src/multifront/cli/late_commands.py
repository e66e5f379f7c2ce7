"""Commands that are imported when they are run: a table of where each stands, and the group that shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperGroup


@dataclass(frozen=True, slots=True)
class Late:
    """Where a command stands, a function or the group of a noun, and the line that the list of commands shows."""

    module: str
    name: str
    line: str


class LateCommands(Mapping[str, Any]):
    """Commands by name; each is imported when it is looked up, and names alone import nothing."""

    def __init__(self, table: Mapping[str, Late]) -> None:
        self.table = table
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """The command of that name."""
        if name not in self._made:
            self._made[name] = _made(name, self.table[name])
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        """Names in the order of the table."""
        return iter(self.table)

    def __len__(self) -> int:
        """How many commands there are."""
        return len(self.table)


def _made(name: str, late: Late) -> Any:
    found = getattr(import_module(late.module), late.name)
    holder = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    if isinstance(found, typer.Typer):
        holder.add_typer(found, name=name)
    else:
        holder.command(name)(found)
    return typer.main.get_group(holder).commands[name]


class LateGroup(TyperGroup):
    """A group whose commands are given as `Late`; its help shows their lines and imports none of them."""

    table: ClassVar[Mapping[str, Late]] = {}

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands = LateCommands(self.table)  # type: ignore[assignment]  # looked up and listed, never added to

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the list of commands."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, late.line) for name, late in self.table.items()])

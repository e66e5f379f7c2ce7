"""A group of commands whose first one needs no name: `brief NAME` beside `brief diff A B`. Holds no command."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup


class DefaultCommand(TyperGroup):
    """Hands arguments that begin with no command of the group to its first command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the name of the first command before arguments that name none."""
        first, *_ = self.commands
        if not args or args[0] not in self.commands:
            args = [first, *args]
        return super().parse_args(ctx, args)

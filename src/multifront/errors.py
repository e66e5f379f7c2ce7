"""The errors that multifront raises on purpose: each says what was asked, found and valid, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


class MultifrontError(Exception):
    """Base of every error raised on purpose; `exit_code` is what the command line ends with.

    MultifrontError
    ├── UsageError        2  a call or a file that cannot be read as meant
    │   └── FileProblems  2  all problems of one user file, with lines
    ├── EvidenceError     3  a store, table, checksum or origin that is missing or wrong
    └── SimulationError   4  a scenario that cannot be run
    """

    exit_code = 1


class UsageError(MultifrontError):
    """A request that cannot be carried out as written."""

    exit_code = 2


class EvidenceError(MultifrontError):
    """Evidence that is missing, unreadable or not what its manifest says."""

    exit_code = 3


class SimulationError(MultifrontError):
    """A scenario that passed its checks but cannot be run."""

    exit_code = 4


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a user's file: where it stands and what to do about it."""

    line: int
    where: str
    what: str


class FileProblems(UsageError):
    """Every problem of one user file, reported together and in the order of the file."""

    def __init__(self, path: str, problems: Iterable[Problem]) -> None:
        self.path = path
        self.problems = tuple(sorted(problems, key=lambda p: (p.line, p.where)))
        lines = [f"{path}: {len(self.problems)} problem{'s' if len(self.problems) != 1 else ''}"]
        lines += [f"  line {p.line}: {p.where}: {p.what}" for p in self.problems]
        super().__init__("\n".join(lines))

    def __reduce__(self) -> tuple[type[FileProblems], tuple[str, tuple[Problem, ...]]]:
        """How it is handed from a process to the one that asked."""
        return type(self), (self.path, self.problems)


def unknown_name(kind: str, asked: str, valid: Sequence[str], next_step: str, *, where: str = "") -> str:
    """The sentence for a name that does not exist: what was asked, the closest names, what to run next."""
    place = f" ({where})" if where else ""
    close = get_close_matches(asked, valid, n=3, cutoff=0.5)
    if close:
        found = f"closest: {', '.join(close)}"
    elif len(valid) <= 24:
        found = f"valid: {', '.join(sorted(valid))}"
    else:
        found = f"none of the {len(valid)} known names is close"
    return f"unknown {kind} {asked!r}{place}; {found}; {next_step}"

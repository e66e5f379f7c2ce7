"""The command line: parse, call the workbench, show. Thin on purpose; everything it can do the library can do."""

from __future__ import annotations

import sys

from multifront.cli.app import app
from multifront.errors import MultifrontError

__all__ = ["app", "main"]


def main() -> None:
    """Run a command; an error raised on purpose becomes one message and its exit code."""
    try:
        app()
    except MultifrontError as error:
        sys.stderr.write(f"error: {error}\n")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:
        sys.stderr.write(f"error: cannot read or write {error.filename!r}: {error.strerror}; choose another path\n")
        sys.exit(2)

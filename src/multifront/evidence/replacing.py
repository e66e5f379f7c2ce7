"""A folder written beside its place and then renamed, so that nobody ever sees half of it. What is in it: not here."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def built_beside(out: Path) -> Iterator[Path]:
    """A new folder to fill; once the block ends without an error it stands at `out`, in place of what was there.

    After an error, `out` is as it was. Both the new and the old folder stand meanwhile in a hidden folder of their own,
    so that no folder of another name is ever touched.

    Args:
        out: where the folder shall stand; missing parents are made.

    Yields:
        The folder to fill.
    """
    out = out.absolute()  # a dot has no name of its own
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}.", suffix=".building", dir=out.parent) as beside:
        new, old = Path(beside) / "new", Path(beside) / "old"
        new.mkdir()
        yield new
        if out.exists():
            out.rename(old)
        try:
            new.rename(out)
        except BaseException:
            if old.exists():
                old.rename(out)
            raise

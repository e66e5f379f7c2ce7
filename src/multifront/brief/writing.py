"""Putting a finished text or picture on disk so that nobody ever sees half of it. No rendering here."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write(path: str | Path, text: str | bytes) -> Path:
    """Write beside the target and rename; on any failure the old file stays and the new one is gone."""
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode() if isinstance(text, str) else text)
        beside.chmod(0o666 & ~_umask())
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror or str(error), str(target)) from error
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return target


def _umask() -> int:
    """The mask that new files get, read by setting it and setting it back."""
    mask = os.umask(0)
    os.umask(mask)
    return mask

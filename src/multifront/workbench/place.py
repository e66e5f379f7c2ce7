"""Which evidence is meant: the cuts, the folder, the user's store. Light: the evidence loads when opened."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multifront.evidence import EvidenceStore


@dataclass(frozen=True, slots=True)
class Place:
    """Which evidence is meant: the cuts, a folder instead of the shipped one, the file of a user's store."""

    as_of: date | None = None
    folder: Path | None = None
    as_of_edition: date | None = None
    store: Path | None = None

    def open(self) -> EvidenceStore:
        """The evidence, cut."""
        from multifront.evidence import open_evidence  # half a second to load, and naming a place opens nothing

        return open_evidence(self.as_of, self.folder, as_of_edition=self.as_of_edition, store=self.store)

    @property
    def file(self) -> Path | None:
        """The user's store: the file that was named, or that of the environment."""
        from multifront.evidence.opening import VARIABLE

        named = os.environ.get(VARIABLE) if self.folder is None else None
        return self.store or (Path(named) if named else None)

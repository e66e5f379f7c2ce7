"""The rows of the tables `treaty` and `transfer` that parsers hand on. Their shape only; no parsing, no storage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TreatyRow:
    """Obligations among `members` from a day to a day; in a directed kind the first member is the one that promises.

    `date_end` is None where the obligation still stood when the source ended.
    """

    treaty_id: str
    title: str
    members: tuple[str, ...]
    kind: str
    obligations: tuple[str, ...]
    date_start: date
    date_end: date | None
    date_precision: str
    origin_ids: tuple[str, ...]
    seen: str
    weak: bool
    weak_reason: str
    credibility: int
    conflict: bool
    note: str
    public_from: date
    edition_date: date


@dataclass(frozen=True, slots=True)
class TransferRow:
    """Arms that a supplier handed to a recipient, from `date_start` to `date_end`; None is not known.

    `tiv` is SIPRI's trend-indicator value of what was delivered; `estimated` says that the source marks a doubt.
    """

    transfer_id: str
    supplier: str
    recipient: str
    what: str
    category: str
    ordered: float | None
    delivered: float | None
    tiv: float | None
    date_ordered: date | None
    date_start: date | None
    date_end: date | None
    date_precision: str
    estimated: bool
    origin_ids: tuple[str, ...]
    seen: str
    weak: bool
    weak_reason: str
    credibility: int
    conflict: bool
    note: str
    public_from: date
    edition_date: date

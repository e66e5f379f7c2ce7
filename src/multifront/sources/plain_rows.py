"""Events and observations with the fields that most rows share filled in from their origin. No parsing."""

from __future__ import annotations

from typing import Any

from multifront.sources.reliability import weakness
from multifront.sources.rows import EventRow, ObservationRow, OriginRecord


def event(source: OriginRecord, **given: Any) -> EventRow:
    """An event of that origin; `given` needs at least id, dates, types, initiators, headline.

    Args:
        source: its origin; the row is public from its edition date unless `public_from` is given.
        **given: fields of `EventRow`.
    """
    usual = {
        **{"date_precision": "day", "targets": (), "place": "", "magnitude": None, "unit": "", "planned": "unknown"},
        **{"occurred": "happened", "joint": False},
    }
    return EventRow(**{**_cited(source), **usual, **given})


def observation(source: OriginRecord, **given: Any) -> ObservationRow:
    """An observation of that origin; a row without `best` and without `text` is missing, never zero.

    Args:
        source: its origin; the row is public from its edition date unless `public_from` is given.
        **given: fields of `ObservationRow`.
    """
    reported = given.get("best") is not None or given.get("text")
    usual = {
        **{"partner": "", "low": None, "high": None, "text": ""},
        **{"status": "reported" if reported else "missing"},
    }
    return ObservationRow(**{**_cited(source), **usual, **given})


def _cited(source: OriginRecord) -> dict[str, Any]:
    reason = weakness(source)
    return {
        "origin_ids": (source.origin.id,),
        "seen": "yes",
        "weak": bool(reason),
        "weak_reason": reason,
        "credibility": 2,
        "conflict": False,
        "note": "",
        "public_from": source.origin.edition_date,
        "edition_date": source.origin.edition_date,
    }

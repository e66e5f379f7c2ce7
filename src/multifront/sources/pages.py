"""The documentation of the sources, written from their origin records as Markdown. No facts of its own."""

from __future__ import annotations

from multifront.sources.address import Address
from multifront.sources.catalogue import SOURCES, Source
from multifront.sources.rows import OriginRecord

INTRODUCTION = """# Sources

Written from the origin records by `multifront.sources.pages`; do not edit. Unknown is a value with a reason.
Reliability runs from A (completely reliable) to F (cannot be judged) and follows the rule in `docs/evidence.md`.
"""


def page() -> str:
    """The whole page: one section a source, in the order of the catalogue."""
    return "\n".join([INTRODUCTION, *(section(name, source) for name, source in SOURCES.items())])


def section(name: str, source: Source) -> str:
    """The section of one source.

    Args:
        name: its name in the catalogue.
        source: its entry.
    """
    lines = [f"## {name}: {source.title}", ""]
    if source.origins is None:
        lines += ["A list of our own; each row carries the origin that it was read from.", ""]
    else:
        lines += [line for record in source.origins() for line in _record(record)]
    lines += [line for address in source.fetch for line in _address(address)]
    return "\n".join(lines).rstrip() + "\n"


def _record(record: OriginRecord) -> list[str]:
    origin = record.origin
    lag = (
        "none declared"
        if record.public_lag_days is None
        else f"{record.public_lag_days} days: {record.public_lag_basis}"
    )
    fields = {
        "producer": origin.producer,
        "edition": origin.edition,
        "licence and terms": origin.licence,
        "link": origin.link,
        "published": origin.published,
        "edition date": str(origin.edition_date),
        "read at": origin.read_at,
        "sha256": origin.sha256,
        "reliability": f"{origin.reliability} ({record.reliability_basis})",
        "lag of publication": lag,
    }
    return [
        f"**{origin.title}** (`{origin.id}`)",
        "",
        *(f"- {name}: {text}" for name, text in fields.items()),
        "",
        origin.note,
        "",
    ]


def _address(address: Address) -> list[str]:
    where = address.url or "no address"
    note = f"; {address.note}" if address.note else ""
    return [f"Fetch `{address.path}`: {where} ({address.media_type}{note})", ""]

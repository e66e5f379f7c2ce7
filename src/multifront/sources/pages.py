"""The documentation of the sources, written from their origin records as Markdown. No facts of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable

from multifront.sources.addresses import Wanted, addresses
from multifront.sources.catalogue import SOURCES
from multifront.sources.feed_catalogue import FEEDS
from multifront.sources.rows import OriginRecord

INTRODUCTION = """# Sources

Written from the origin records and the list of addresses by `python -m multifront.sources.pages`; do not edit. Unknown
is a value with a reason. Reliability runs from A (completely reliable) to F (cannot be judged) and follows the rule in
`docs/evidence.md`. Addresses stand in `addresses.yaml`, which is what `multifront evidence fetch` uses; they were not
tried when the list was made. A copy in a mirror is pinned by its checksum. A publisher's own file is pinned only where
one was at hand; elsewhere its checksum is unknown: a fetched file then states the checksum that was found.
"""
Records = Callable[[], tuple[OriginRecord, ...]]


def page() -> str:
    """The whole page: one section a source, in the order of the catalogue, then the event feeds."""
    named: dict[str, tuple[str, Records | None]] = {name: (one.title, one.origins) for name, one in SOURCES.items()}
    named |= {name: entry for name, entry in FEEDS.items() if name not in named}
    return "\n".join([INTRODUCTION, *(section(name, *entry) for name, entry in named.items())])


def section(name: str, title: str, origins: Records | None) -> str:
    """The section of one source.

    Args:
        name: its name.
        title: its title.
        origins: its records; None for a list of our own.
    """
    lines = [f"## {name}: {title}", ""]
    if origins is None:
        lines += ["A list of our own; each row carries the origin that it was read from.", ""]
    else:
        lines += [line for record in origins() for line in _record(record)]
    lines += [_address(wanted) for wanted in addresses()[name]]
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


def _address(wanted: Wanted) -> str:
    where = wanted.url or (f"see {wanted.page}" if wanted.page else "no address")
    parts = [f"- `{wanted.file}`: {where}", {"direct": "", "account": "asks for an account"}.get(wanted.how, "by hand")]
    parts += [f"publisher's checksum {wanted.sha256 or 'unknown'}"]
    parts += [f"copy in a mirror `{wanted.mirror}`, sha256 {wanted.mirror_sha256}" if wanted.mirror else ""]
    return "; ".join(part for part in (*parts, wanted.note) if part)


if __name__ == "__main__":
    sys.stdout.write(page())

"""Whether a load is what the code at hand would make: its parser, the layout, the corrections. Opens no store."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from multifront.evidence.corrections import CORRECTIONS, Correction, read_corrections
from multifront.evidence.schema import STORE_VERSION

SOURCES = Path(__file__).resolve().parent.parent / "sources"
DECLARED = re.compile(r"""^PARSER(?:: \S+)? = ["']([^"']+)["']""", re.MULTILINE)


def fingerprint(parser: str, inputs: Mapping[str, str], corrections: tuple[Correction, ...]) -> str:
    """One hash over everything that decides what a load writes.

    Args:
        parser: name and version of the parser.
        inputs: path -> sha256 of the files that were read.
        corrections: those of the source.
    """
    parts = [parser, sorted(inputs.items()), [entry.text for entry in corrections], STORE_VERSION]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@cache
def parser_at_hand(parser: str) -> str:
    """The parser as the package declares it now; the same text where the package has no module of that name.

    Sources stand beside the evidence, which may not import them: the constant PARSER is read from the module's text.

    Args:
        parser: name and version, as a load recorded them; the name is that of the module.
    """
    name = parser.split(" ", maxsplit=1)[0]
    for path in (SOURCES / f"{name}.py", SOURCES / name / "__init__.py"):
        if re.fullmatch(r"\w+", name) and path.is_file():
            declared = DECLARED.search(path.read_text(encoding="utf-8"))
            return declared[1] if declared else parser
    return parser


def staleness(source: str, parser: str, inputs: Mapping[str, str], mark: str, corrections: Path = CORRECTIONS) -> str:
    """Why the load of a source is stale; empty where it is not.

    Args:
        source: name of the source.
        parser: the parser that wrote it.
        inputs: path -> sha256 of the files that were read.
        mark: the fingerprint of the load.
        corrections: the corrections at hand.
    """
    now = parser_at_hand(parser)
    if now != parser:
        return f"{source!r} was loaded by parser {parser!r}, the code at hand has {now!r}"
    if fingerprint(now, inputs, read_corrections(source, corrections)) != mark:
        return f"{source!r} was loaded under other corrections or another layout"
    return ""

"""A table of an R data file (.rda) -> a CSV file with the same columns. Needs the extra `formats`; knows no meaning."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from importlib import import_module
from math import isnan
from pathlib import Path
from typing import Any

from multifront.errors import EvidenceError


def r_table(path: Path, name: str, columns: Sequence[str], into: Path) -> Path:
    """Write some columns of a data frame as CSV; a missing value is an empty cell.

    Args:
        path: the .rda file.
        name: name of the data frame in it.
        columns: columns that must be there and are written, in this order.
        into: folder to write to.

    Returns:
        The CSV file.

    Raises:
        EvidenceError: package rdata is not installed, the file cannot be read, or it lacks the table or a column.
    """
    try:
        rdata = import_module("rdata")  # the extra is optional, so it is imported where it is needed
    except ImportError as error:
        raise EvidenceError(
            f"{path.name}: R data files need package rdata, which is not installed; valid: multifront with the extra "
            "'formats'; next: pip install 'multifront[formats]', or use the publisher's CSV file"
        ) from error
    try:
        table = _frames(rdata, path)[name]
        cells = {column: list(table[column]) for column in columns}
    except KeyError as error:
        raise EvidenceError(
            f"{path.name}: lacks {error} of table {name!r}; valid: {', '.join(columns)}; next: check the file"
        ) from error
    except Exception as error:  # the reader raises many kinds of errors on a damaged file
        raise EvidenceError(f"{path.name}: is no readable R data file ({error}); next: fetch it again") from error
    target = into / f"{name}.csv"
    with target.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(zip(*(map(_text, cells[column]) for column in columns), strict=True))
    return target


def _frames(rdata: Any, path: Path) -> dict[str, Any]:
    """All tables of the file; classes of R that say how a table was read or shown are dropped."""
    known = rdata.conversion.DEFAULT_CLASS_MAP
    plain = dict.fromkeys(("tbl_df", "tbl", "spec_tbl_df", "grouped_df"), known["data.frame"])
    shown = {name: lambda value, _: value for name in ("col_spec", "collector", "collector_double")}
    shown |= {name: lambda value, _: value for name in ("collector_character", "collector_guess", "collector_integer")}
    converter = rdata.conversion.SimpleConverter(constructor_dict={**known, **plain, **shown})
    return dict(converter.convert(rdata.parser.parse_file(path)))


def _text(cell: Any) -> str:
    """A cell as text: whole numbers without a point, missing ones empty."""
    if cell is None or (isinstance(cell, float) and isnan(cell)) or type(cell).__name__ == "NAType":
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)

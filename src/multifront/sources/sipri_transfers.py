"""SIPRI arms transfers: the register -> transfers, yearly TIV of pairs -> observations. No valuation of our own."""

from __future__ import annotations

from pathlib import Path

from multifront.domain import Origin
from multifront.sources.bulk_rows import bulk, rejects, year_columns
from multifront.sources.files import SourceFile
from multifront.sources.harvest import Bulk, Harvest
from multifront.sources.relations import csv_file
from multifront.sources.reliability import record
from multifront.sources.rows import EDITION_NOT_STATED, OriginRecord
from multifront.sources.state_names import named

PARSER = "sipri_transfers 1"
REGISTER = SourceFile(
    "data/sipri_arms/register_aditya_2026-02.csv",
    "f699ad370550dc91f3793dd60fc9d2ffa86f645ab79ecec00bcfd9f451b1d63c",
    (
        *("Recipient", "Supplier", "Year of order", "Weapon designation", "Weapon description", "Number delivered"),
        *("Year(s) of delivery", "status", "SIPRI TIV of delivered weapons"),
    ),
)
YEARLY = SourceFile(
    "data/sipri_arms/trade_2023.csv",
    "51dfdcb6293bc975f2a95a5f00573b9d138d13a61963c93b3cdf8553754cb401",
    ("Supplier", "Recipient", "Delivery year", "TIV delivery values"),
)
DOUBTS = "column03, column05, column09"
"""The columns without a name after order year, number ordered and number delivered: a question mark is a doubt."""

HEADER_LINES = 11
SHIPPED = ("sipri_tiv",)
"""Origins whose rows are small aggregates; the register itself is for the user's own store only."""


def origins() -> tuple[OriginRecord, OriginRecord]:
    """The records of the register and of the yearly values."""
    register = _origin("sipri_register", "register of deals", "as downloaded, copy of February 2026", REGISTER)
    yearly = _origin("sipri_tiv", "TIV by delivery year", "generated 3 January 2025, deliveries 2000-2023", YEARLY)
    return register, yearly


def _origin(name: str, what: str, edition: str, file: SourceFile) -> OriginRecord:
    return record(
        "producer",
        Origin(
            id=name,
            producer="Stockholm International Peace Research Institute (SIPRI)",
            title=f"SIPRI Arms Transfers Database, {what}",
            edition=edition,
            licence="(c) SIPRI: small aggregates with citation; the register is not to be passed on",
            link="https://armstransfers.sipri.org/",
            published=edition[-4:] if name == "sipri_register" else "2025-01-03",
            edition_date=EDITION_NOT_STATED,
            sha256=file.sha256,
            reliability="",
            read_at=file.path,
            note="Major conventional arms only: no artillery shells, small arms or most munitions. TIV measures "
            "military value, not price. Editions differ: never mix them. The order year is often a guess. No "
            "delivery on record is no zero.",
        ),
    )


def harvest(mirror: Path) -> Harvest:
    """One transfer a deal, one observation a pair and delivery year.

    Args:
        mirror: folder that holds `data/`.

    Raises:
        EvidenceError: a file is missing, changed, or lacks a column.
    """
    inputs = {file.path: file.sha256 for file in (REGISTER, YEARLY)}
    rows = (register(REGISTER.verified(mirror)), yearly_tiv(YEARLY.verified(mirror)))
    return Harvest(PARSER, inputs, origins(), bulk=rows)


def register(path: Path) -> Bulk:
    """The bulk query of a register; broken lines and unknown names are set aside.

    Args:
        path: the CSV file.
    """
    source = origins()[0]
    lines = csv_file(path, REGISTER.columns)
    both = named(lines, seller='r."Supplier"', buyer='r."Recipient"')
    good = 'seller IS NOT NULL AND buyer IS NOT NULL AND "Weapon description" IS NOT NULL'
    years = "regexp_extract_all(\"Year(s) of delivery\", '[0-9]{4}')"
    given = {
        "transfer_id": "concat('SIPRI:2026-02:', line)",
        "supplier": "seller",
        "recipient": "buyer",
        "what": 'concat_ws(\', \', "Weapon designation", "Weapon description", lower(status))',
        "category": '"Weapon description"',
        "ordered": 'try_cast("Number ordered" AS DOUBLE)',
        "delivered": 'try_cast("Number delivered" AS DOUBLE)',
        "date_ordered": 'make_date(try_cast("Year of order" AS INT), 1, 1)',
        "date_start": f"make_date(try_cast(list_min({years}) AS INT), 1, 1)",
        "date_end": f"make_date(try_cast(list_max({years}) AS INT), 12, 31)",
        "date_precision": "'year'",
        "estimated": f"concat_ws('', {DOUBTS}) <> ''",
        "tiv": 'try_cast("SIPRI TIV of delivered weapons" AS DOUBLE)',
    }
    bad = rejects(
        f"{both} WHERE ({good}) IS NOT TRUE",
        source,
        "'unknown supplier or recipient, or a broken line'",
        'concat_ws(\' | \', "Recipient", "Supplier", "Year of order")',
    )
    return bulk("transfer", f"{both} WHERE {good}", source, given, bad)


def yearly_tiv(path: Path, skip: int = HEADER_LINES) -> Bulk:
    """The bulk query of the deliveries by year, summed by pair.

    Args:
        path: the CSV file.
        skip: lines before the header.
    """
    source = origins()[1]
    typed = (
        '(SELECT *, try_cast("Delivery year" AS INT) AS y, try_cast("TIV delivery values" AS DOUBLE) AS value '
        f"FROM {csv_file(path, YEARLY.columns, skip=skip)})"
    )
    both = named(typed, seller='r."Supplier"', buyer='r."Recipient"')
    good = "seller IS NOT NULL AND buyer IS NOT NULL AND y IS NOT NULL"
    relation = f"(SELECT seller, buyer, y, sum(value) AS tiv FROM {both} WHERE {good} GROUP BY ALL)"
    given = {
        "observation_id": "concat('sipri_tiv:', seller, '>', buyer, ':', y)",
        "indicator": "'sipri_tiv_delivered'",
        "actor": "seller",
        "partner": "buyer",
        **year_columns("y"),
        "best": "tiv",
        "unit": "'million TIV'",
        "definition_id": "'sipri_2025_01'",
        "definition": "'trend-indicator value of major arms delivered in the year'",
    }
    bad = rejects(
        f"{both} WHERE ({good}) IS NOT TRUE",
        source,
        "'unknown name or year'",
        'concat_ws(\' | \', "Supplier", "Recipient")',
    )
    return bulk("observation", relation, source, given, bad)

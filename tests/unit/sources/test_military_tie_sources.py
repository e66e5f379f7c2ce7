"""Obligations by year, five-year arms values and the list of cited ties, from samples of our own making."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from multifront.claims.ladder import FACTS, rungs
from multifront.errors import EvidenceError
from multifront.sources import atop_obligations, military_ties, sipri_five_years


def test_obligations_of_declared_pairs_are_zero_by_rule_where_no_treaty_is_listed(tmp_path: Path) -> None:
    file = tmp_path / "dyads.parquet"
    duckdb.sql(
        "SELECT 710.0 AS ccode1, 365.0 AS ccode2, 2018.0 AS year, 0.0 AS atop_defense, 0.0 AS atop_offense, "
        "0.0 AS atop_neutral, 1.0 AS atop_nonagg, 1.0 AS atop_consul"
    ).write_parquet(str(file))
    rows = {
        row.observation_id: row
        for row in atop_obligations.obligations(atop_obligations.read(file), atop_obligations.origin())
    }
    assert len(rows) == len(atop_obligations.PAIRS) * 2 * 5 * 19
    consult, defend = (rows[f"atop:CHN>RUS:{name}:2018"] for name in ("consultation", "defense"))
    assert (consult.best, defend.best, defend.status) == (1.0, 0.0, "reported")
    assert rows["atop:RUS>CHN:consultation:2018"].status == "zero_by_rule"
    assert consult.public_from == date(2022, 12, 31)


def test_five_year_sums_and_both_shares_with_silence_missing(tmp_path: Path) -> None:
    file = tmp_path / "trade.csv"
    lines = ["Supplier,Recipient,Delivery year,TIV delivery values"]
    lines += ["Russia,China,2019,30", "Russia,China,2023,30", "Russia,China,2018,500", "Russia,India,2020,40"]
    lines += ["France,China,2021,20"]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    values = sipri_five_years.read(file, skip=0)
    rows = {row.observation_id: row for row in sipri_five_years.sums(values, sipri_five_years.origin())}
    found = {
        name: rows[f"{name}:RUS>CHN:2023"].best
        for name in ("sipri_tiv_five_years", "sipri_supplier_share", "sipri_recipient_share")
    }
    assert found == {"sipri_tiv_five_years": 60, "sipri_supplier_share": 60, "sipri_recipient_share": 75}
    silent = rows["sipri_tiv_five_years:CHN>RUS:2023"]
    assert (silent.best, silent.status) == (None, "missing")


ENTRY = {
    **{"pair": ["CHN", "RUS"], "tie": "bases", "held": True, "since": date(2022, 11, 30), "says": "landed"},
    **{
        "publisher": "A paper",
        "title": "A title",
        "published": "2022-12-01",
        "link": "https://example.org",
        "seen": True,
    },
}


def test_a_fact_is_public_when_its_source_is_and_keeps_what_it_says() -> None:
    row = military_ties.fact(ENTRY)
    assert (row.best, row.text, row.definition_id) == (1.0, "landed", "bases")
    assert (row.period_end, row.public_from) == (date(2022, 12, 1), date(2022, 12, 1))
    assert not row.weak
    lost = military_ties.fact(ENTRY | {"link": "unknown: link not kept", "published": "unknown: not kept"})
    assert lost.weak
    assert lost.public_from == lost.edition_date


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"pair": ["RUS", "CHN"]}, "order of the alphabet"),
        ({"held": "perhaps"}, "yes or no"),
        ({"since": date(2023, 1, 1)}, "no later than the source"),
    ],
)
def test_a_fact_that_is_not_fit_is_named(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(EvidenceError, match=said):
        military_ties.fact(ENTRY | wrong)


def test_a_lower_bound_has_no_best_value() -> None:
    given = {"id": "tally", "definition": "drills", "period": [date(2014, 1, 1), date(2023, 1, 1)]}
    row = military_ties.count(ENTRY | given | {"low": 36, "best": None, "high": None})
    assert (row.low, row.best, row.text, row.status) == (36, None, "at least 36", "reported")


def test_the_list_names_only_rungs_of_the_ladder_and_rows_do_not_repeat() -> None:
    rows = military_ties.harvest(Path()).observations
    ids = [row.observation_id for row in rows]
    assert len(ids) == len(set(ids))
    assert {row.definition_id for row in rows if row.indicator == FACTS} <= {rung.id for rung in rungs()}

"""SIPRI transfers and expenditure, workbooks, sanctions cases and names of states on samples of our own making."""

from datetime import date

import pytest
from tests.unit.sources.sample_files import csv_sample, rejects_of, rows_of, workbook

from multifront.errors import EvidenceError
from multifront.sources import sanctions, sipri_expenditure, sipri_transfers
from multifront.sources.spreadsheet import sheet
from multifront.sources.state_names import code_of_name, codes_of_names

REGISTER_HEADER = (
    *("Recipient", "Supplier", "Year of order", " ", "Number ordered", " ", "Weapon designation"),
    *("Weapon description", "Number delivered", " ", "Year(s) of delivery", "status", "Comments"),
    *("SIPRI TIV per unit", "SIPRI TIV for total order", "SIPRI TIV of delivered weapons"),
)


def deal(recipient, supplier, doubt="", years="2017; 2019", tiv="5"):
    middle = ["2016", doubt, "10", "", "X-1", "tank", "8", "", years, "New", "", "0.5", "5", tiv]
    return [recipient, supplier, *middle]


def test_deals_become_transfers_and_broken_lines_are_set_aside(tmp_path):
    rows = [deal("Iran", "Russia", "?"), deal("Hamas (Palestine)*", "Iran", years="", tiv=""), deal("", "0.03")]
    bulk = sipri_transfers.register(csv_sample(tmp_path / "r.csv", REGISTER_HEADER, rows))
    first, second = rows_of(bulk, "transfer_id")
    assert (first["supplier"], first["recipient"], first["delivered"], first["tiv"]) == ("RUS", "IRN", 8.0, 5.0)
    assert (first["date_start"], first["date_end"], first["estimated"]) == (date(2017, 1, 1), date(2019, 12, 31), True)
    assert (second["recipient"], second["date_start"], second["tiv"]) == ("Hamas (Palestine)", None, None)
    assert [row["line"] for row in rejects_of(bulk)] == [4]


def test_values_of_a_pair_and_year_are_added(tmp_path):
    rows = [["Russia", "China", "2005", "1.5"], ["Russia", "China", "2005", "2"], ["Russia", "China", "2006", "1"]]
    path = csv_sample(tmp_path / "t.csv", sipri_transfers.YEARLY.columns, rows, before="one line\ntwo lines\n")
    found = rows_of(sipri_transfers.yearly_tiv(path, skip=2), "period_label")
    assert [(row["actor"], row["partner"], row["period_label"], row["best"]) for row in found] == [
        ("RUS", "CHN", "2005", 3.5),
        ("RUS", "CHN", "2006", 1.0),
    ]


def expenditure(tmp_path, *rows):
    table = [["Military expenditure"], ["Country", "Notes", "1991.0", "1992.0"], ["Europe"], *rows]
    return workbook(tmp_path / "m.xlsx", dict.fromkeys(sipri_expenditure.SHEETS, table))


def test_three_dots_are_missing_and_no_state_gives_no_row(tmp_path):
    path = expenditure(
        tmp_path, ["China", "", "...", "0.25"], ["Russia", "", "...", "0.5"], ["USSR", "", "0.75", "xxx"]
    )
    found = list(sipri_expenditure.observations(path, sipri_expenditure.origin()))
    shares = [(row.actor, row.period_label, row.best, row.status) for row in found if "share" in row.indicator]
    assert shares == [
        ("CHN", "1991", None, "missing"),
        ("CHN", "1992", 25.0, "reported"),
        ("RUS", "1992", 50.0, "reported"),
        ("RUS", "1991", 75.0, "reported"),
    ]


def test_workbooks_that_are_none_and_sheets_that_are_not_there(tmp_path):
    (tmp_path / "no.xlsx").write_text("not a workbook")
    with pytest.raises(EvidenceError, match="not an XLSX workbook"):
        list(sheet(tmp_path / "no.xlsx", "A"))
    with pytest.raises(EvidenceError, match="no sheet 'Per capita'; valid: Constant"):
        list(sheet(expenditure(tmp_path), "Per capita"))
    with pytest.raises(EvidenceError, match="row 4: unknown state 'Atlantis'"):
        list(
            sipri_expenditure.observations(
                expenditure(tmp_path, ["Atlantis", "", "1", "2"]), sipri_expenditure.origin()
            )
        )


def case(**changes):
    cells = dict.fromkeys(sanctions.FILE.columns, "0") | {"case_id": "1", "begin": "2014", "end": "2023"}
    cells |= {"sanctioned_state": "Korea, North, Russia", "sanctioning_state": "EU, United States", "trade": "1"}
    return cells | {"objective": "end_war", "success": "ongoing"} | changes


def test_a_case_is_an_event_of_years_with_names_that_hold_commas():
    found = sanctions.case(case(), sanctions.origin())
    assert (found.initiators, found.targets, found.joint) == (("EU", "USA"), ("PRK", "RUS"), True)
    assert (found.date_start, found.date_end, found.date_precision) == (date(2014, 1, 1), date(2023, 12, 31), "year")
    assert "may go on after 2023" in found.note
    with pytest.raises(EvidenceError, match="years '2023' to '2014'"):
        sanctions.case(case(begin="2023", end="2014"), sanctions.origin())


def test_unknown_names_are_never_guessed():
    assert codes_of_names("Congo, Democratic Republic of the, Chad", "here") == ("COD", "TCD")
    with pytest.raises(EvidenceError, match=r"unknown state name 'Russa' \(here\); closest: Russia"):
        code_of_name("Russa", "here")
    with pytest.raises(EvidenceError, match="unknown state name 'Atlantis'"):
        codes_of_names("China, Atlantis", "here")

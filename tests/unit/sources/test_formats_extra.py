"""Old Excel workbooks and R data files of our own making: the readers, the monthly index, the GML disputes."""

from datetime import date

import pandas
import pytest
import rdata
from tests.unit.sources.sample_files import FETCHED, csv_sample, fetched, old_workbook, rejects_of, rows_of

from multifront.errors import EvidenceError
from multifront.sources import gml_disputes, r_data, risk_index_daily, risk_index_monthly
from multifront.sources import old_workbook as reader
from multifront.sources.files import SourceFile
from multifront.sources.old_workbook import day_of, first_sheet

USA, CHN = 2, 710
MONTHS = ["month", *risk_index_monthly.SERIES, "GPRC_CHN", "GPRHC_CHN", "N10", "var_name"]


def test_days_of_old_workbooks_and_the_leap_day_that_was_not(tmp_path):
    assert [day_of(n) for n in (1.0, 59.0, 61.0, 46113.0)] == [
        date(1900, 1, 1),
        date(1900, 2, 28),
        date(1900, 3, 1),
        date(2026, 4, 1),
    ]
    assert day_of(0.0, since_1904=True) == date(1904, 1, 1)
    path = old_workbook(tmp_path / "a.xls", [["a", 1.5, None, date(1900, 1, 1)], [date(2026, 4, 1)]])
    assert [row[:4] for row in first_sheet(path)] == [
        ["a", 1.5, None, date(1900, 1, 1)],
        [date(2026, 4, 1), None, None, None],
    ]


def months(tmp_path, *rows, header=MONTHS):
    path = old_workbook(tmp_path / "m.xls", [header, *rows])
    return risk_index_monthly.months(path, risk_index_monthly.origin(), tmp_path)


def test_recent_and_historical_index_are_two_series_and_a_month_before_the_first_has_no_row(tmp_path):
    old = [date(1984, 12, 1), None, None, None, 90.0, 1.0, 2.0, None, 0.5, None, "month"]
    gap = [date(1985, 1, 1), 100.0, 1.0, 2.0, None, 1.0, 2.0, 0.1, 0.2, 7.0, "GPR"]
    new = [date(1985, 2, 1), 110.5, 1.0, "n/a", 95.0, 1.0, 2.0, 0.3, 0.4, 7.0, "GPRT"]
    bulk = months(tmp_path, old, gap, new)
    found = {row["observation_id"]: row for row in rows_of(bulk)}
    recent = found["gpr_monthly:all:1985-02"]
    assert (recent["best"], recent["definition_id"], recent["period_end"]) == (
        110.5,
        "gpr_recent_2026_05",
        date(1985, 2, 28),
    )
    assert "gpr_monthly:all:1984-12" not in found
    missing = found["gpr_historical:all:1985-01"]
    assert (missing["best"], missing["status"], missing["definition_id"]) == (
        None,
        "missing",
        "gpr_historical_2026_05",
    )
    country = found["gpr_country:CHN:1985-02"]
    assert (country["actor"], country["unit"], country["definition_id"]) == (
        "CHN",
        "percent of articles",
        "gpr_country_recent_2026_05",
    )
    assert found["gpr_country_historical:CHN:1984-12"]["best"] == 0.5
    assert recent["public_from"] == date(2026, 5, 31)
    assert [row["text"] for row in rejects_of(bulk)] == ["GPRA 1985-02-01: n/a"]


@pytest.mark.parametrize(
    ("rows", "header", "said"),
    [
        ([[date(1985, 1, 1)], [date(1985, 3, 1)]], MONTHS, "does not hold months that follow each other"),
        ([["January"]], MONTHS, "does not hold months"),
        ([], MONTHS, "does not hold months"),
        ([[date(1985, 1, 1)]], ["month", "GPR"], "the header lacks GPRT, GPRA"),
    ],
)
def test_a_workbook_of_another_layout_is_refused(tmp_path, rows, header, said):
    with pytest.raises(EvidenceError, match=said):
        months(tmp_path, *rows, header=header)


def test_the_publishers_months_carry_the_day_of_fetching_as_edition(tmp_path):
    made = old_workbook(tmp_path / "x.xls", [MONTHS, [date(2026, 8, 1), *[1.0] * 9]])
    fetched(tmp_path, "risk_index_monthly", "data_gpr_export.xls", made.read_bytes())
    harvest = risk_index_monthly.harvest(tmp_path)
    row = rows_of(harvest.bulk[0])[0]
    assert (row["edition_date"], row["definition_id"][-7:]) == (FETCHED, "2026_10")
    assert harvest.origins[0].origin.edition == f"as fetched on {FETCHED}"


def test_the_publishers_days_are_read_from_the_workbook(tmp_path):
    made = old_workbook(
        tmp_path / "x.xls", [["DAY", "N10D", "GPRD", "GPRD_ACT", "GPRD_THREAT"], [20260801.0, 9.0, 1.5]]
    )
    fetched(tmp_path, "risk_index_daily", "data_gpr_daily_recent.xls", made.read_bytes())
    harvest = risk_index_daily.harvest(tmp_path)
    found = rows_of(harvest.bulk[0], "indicator")
    assert [(row["period_start"], row["best"], row["definition_id"]) for row in found] == [
        (date(2026, 8, 1), best, "gpr_daily_2026_10") for best in (1.5, None, None)
    ]


def test_a_damaged_file_and_a_missing_extra_are_named(tmp_path, monkeypatch):
    (tmp_path / "x.xls").write_bytes(b"no workbook")
    (tmp_path / "x.rda").write_bytes(b"no R data")
    with pytest.raises(EvidenceError, match="is no readable old Excel workbook"):
        list(first_sheet(tmp_path / "x.xls"))
    with pytest.raises(EvidenceError, match="is no readable R data file"):
        r_data.r_table(tmp_path / "x.rda", "t", ("a",), tmp_path)

    def absent(name):
        raise ImportError(name)

    for module in (reader, r_data):
        monkeypatch.setattr(module, "import_module", absent)
    with pytest.raises(EvidenceError, match=r"need package xlrd.*extra 'formats'; next: pip install"):
        list(first_sheet(tmp_path / "x.xls"))
    with pytest.raises(EvidenceError, match=r"need package rdata.*extra 'formats'; next: pip install"):
        r_data.r_table(tmp_path / "x.rda", "t", ("a",), tmp_path)


GML = pandas.DataFrame(
    [
        (7, USA, CHN, 2001, 0, 3, 4, 4),
        (7, CHN, USA, 2001, 1, 4, 4, 4),
        (7, USA, CHN, 2002, 0, 2, 4, 4),
        (7, CHN, USA, 2002, 1, 2, 4, 4),
    ],
    columns=list(gml_disputes.FILE.columns),
    dtype=float,
)


def check_gml(harvest):
    events, hostility, count = harvest.bulk
    (event,) = rows_of(events)
    assert (event["event_id"], event["subtype"]) == ("GML:7", "militarized_dispute_gml")
    assert (event["date_start"], event["date_precision"]) == (date(2001, 4, 1), "month")
    assert (event["initiators"], event["targets"], event["plover_type"]) == (["CHN"], ["USA"], "ASSAULT")
    levels = {(row["actor"], row["period_label"]): row["best"] for row in rows_of(hostility)}
    assert levels == {("USA", "2001"): 3.0, ("CHN", "2001"): 4.0, ("USA", "2002"): 2.0, ("CHN", "2002"): 2.0}
    assert {(row["indicator"], row["definition_id"]) for row in rows_of(count)} == {("gml_disputes", "gml_mid_2_2_1")}
    return event


def test_disputes_of_the_r_copy(tmp_path, monkeypatch):
    path = tmp_path / "gml_dirdisp.rda"
    rdata.write_rda(path, {"gml_dirdisp": GML})
    monkeypatch.setattr(SourceFile, "verified", lambda self, mirror: mirror / "gml_dirdisp.rda")
    harvest = gml_disputes.harvest(tmp_path)
    folder = harvest.work.folder
    check_gml(harvest)
    assert folder.is_dir()
    del harvest
    assert not folder.exists()
    with pytest.raises(EvidenceError, match="lacks 'other' of table"):
        r_data.r_table(path, "other", ("a",), tmp_path)
    with pytest.raises(EvidenceError, match="lacks 'colour' of table 'gml_dirdisp'"):
        r_data.r_table(path, "gml_dirdisp", ("colour",), tmp_path)


def test_disputes_of_the_publishers_csv(tmp_path):
    rows = [[int(cell) for cell in row] for row in GML.to_numpy()]
    made = csv_sample(tmp_path / "x.csv", gml_disputes.FILE.columns, rows)
    fetched(tmp_path, "gml_disputes", "gml-ddy-disputes-2.2.1.csv", made.read_bytes())
    event = check_gml(gml_disputes.harvest(tmp_path))
    assert event["edition_date"] == FETCHED


def test_missing_cells_of_a_table_are_empty(tmp_path):
    rdata.write_rda(tmp_path / "t.rda", {"t": pandas.DataFrame({"a": [1.0, None], "b": [2.5, 3.0]})})
    written = r_data.r_table(tmp_path / "t.rda", "t", ("b", "a"), tmp_path)
    assert written.read_text() == "b,a\n2.5,1\n3,\n"


def test_a_month_that_is_none_leaves_the_year(tmp_path):
    rows = [[9, USA, CHN, 1918, 1, 4, 4, 13], [9, CHN, USA, 1918, 0, 4, 4, 13]]
    path = csv_sample(tmp_path / "x.csv", gml_disputes.FILE.columns, rows)
    (event,) = rows_of(gml_disputes.disputes(path, gml_disputes.origin())[0])
    assert (event["date_start"], event["date_end"], event["date_precision"]) == (
        date(1918, 1, 1),
        date(1918, 12, 31),
        "year",
    )
    assert "13 is no month" in event["note"]

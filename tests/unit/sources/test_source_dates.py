"""Period labels and the rule for when a row was first public."""

from datetime import date

import pytest

from multifront.sources.dates import first_public, parse_period, published_by
from multifront.sources.rows import EDITION_NOT_STATED


@pytest.mark.parametrize(
    ("label", "start", "end", "kind"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "year"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2024-02-12", date(2024, 2, 12), date(2024, 2, 12), "day"),
        ("2025 Jan-Sep", date(2025, 1, 1), date(2025, 9, 30), "part_year"),
        ("2025 (Jan-Oct)", date(2025, 1, 1), date(2025, 10, 31), "part_year"),
        ("2023 H2", date(2023, 7, 1), date(2023, 12, 31), "half"),
        ("1H2025", date(2025, 1, 1), date(2025, 6, 30), "half"),
        ("2025 Q2", date(2025, 4, 1), date(2025, 6, 30), "quarter"),
        ("2022-02 to 2024-02", date(2022, 2, 1), date(2024, 2, 29), "span"),
        ("2018-2022", date(2018, 1, 1), date(2022, 12, 31), "span"),
        ("to 2024-06", None, date(2024, 6, 30), "until"),
        ("over 7 years from 2026", None, None, "other"),
        ("2024-13", None, None, "other"),
    ],
)
def test_period_labels(label, start, end, kind):
    found = parse_period(label)
    assert (found.start, found.end, found.kind) == (start, end, kind)


def test_a_declared_lag_comes_first():
    assert first_public(date(2024, 5, 1), "2025-01-01", 1) == date(2024, 5, 2)


@pytest.mark.parametrize(
    ("source_date", "public"),
    [
        ("2024-05-17", date(2024, 5, 17)),
        ("2024-05", date(2024, 5, 31)),
        ("2024", date(2024, 12, 31)),
        ("2026", EDITION_NOT_STATED),
        ("", EDITION_NOT_STATED),
        ("recently", EDITION_NOT_STATED),
    ],
)
def test_otherwise_the_source_read_decides_and_unknown_is_the_edition(source_date, public):
    assert first_public(date(2024, 5, 1), source_date) == public


def test_nothing_is_public_before_it_happened_unless_it_is_a_plan():
    assert first_public(date(2024, 7, 3), "2024-07-02") == date(2024, 7, 3)
    assert first_public(None, "2024-07-02") == date(2024, 7, 2)


def test_an_impossible_day_is_an_error_and_not_a_guess():
    with pytest.raises(ValueError, match="day"):
        published_by("2024-02-31")

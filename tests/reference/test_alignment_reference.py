"""Published values of the similarity measures. Each test says where the value is printed and why its tolerance."""

import duckdb
import numpy as np
import pytest

from multifront.alignment import (
    RESOLUTIONS,
    agreement,
    bcai,
    kappa,
    s_score,
    scott_pi,
    similarity_from_counts,
    similarity_interval,
    tau_b,
    vote_similarity,
)
from multifront.evidence import open_evidence
from multifront.sources.un_roll_calls import roll_calls, roll_calls_with_2025

LEVELS = (0, 1, 2, 3)
# Signorino & Ritter 1999 (ISQ 43:115-144), Table 6: alliances of Germany and Russia in 1914; 0 none, 1 entente,
# 2 neutrality, 3 defence. Order: GMY RUS UKG FRN AUH ITA BEL SPN TUR NTH SWD RUM POR SWZ GRC DEN YUG BUL NOR ALB.
GERMANY = [3, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0]
RUSSIA = [0, 3, 1, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
SYSTEM_CAPABILITIES = [0.25, 0.21, 0.20, 0.08, 0.08, 0.05, 0.03, 0.03, 0.02, *[0.01] * 5, *[0.0] * 6]


@pytest.mark.parametrize(
    ("value", "printed", "tolerance"),
    [
        # Tolerance: half a unit of the last printed digit.
        (tau_b(GERMANY, RUSSIA, levels=LEVELS), 0.03031695, 5e-9),  # fpsim docs/reference (R 4, taub)
        (s_score(GERMANY, RUSSIA, levels=LEVELS), 0.40, 5e-3),  # Table 6
        (s_score(GERMANY, RUSSIA, levels=LEVELS, squared=True), 0.4444444, 5e-8),  # fpsim docs/reference/srs
        (s_score(GERMANY, RUSSIA, levels=LEVELS, weights=SYSTEM_CAPABILITIES), -0.46, 5e-3),  # Table 6
        (kappa(GERMANY, RUSSIA, levels=LEVELS, scheme="quadratic"), -0.07758621, 5e-9),  # fpsim cohenk
        (scott_pi(GERMANY, RUSSIA, levels=LEVELS, scheme="nominal"), -0.04477612, 5e-9),  # fpsim spi
        (bcai(GERMANY, RUSSIA, levels=LEVELS), -0.04, 5e-9),  # fpsim docs/reference/bcai prints -0.04 at 7 digits
    ],
    ids=["tau_b", "S", "S squared", "S weighted", "kappa", "pi", "bcai"],
)
def test_germany_and_russia_in_1914(value, printed, tolerance):
    assert value == pytest.approx(printed, abs=tolerance)


@pytest.mark.parametrize("measure", ["s", "kappa", "pi", "tau_b", "bcai", "agreement"])
def test_intervals_over_partners_hold_the_value_of_1914(measure):
    # Not published: only that the printed value lies inside. 20 partners leave it wide.
    found = similarity_interval(GERMANY, RUSSIA, measure=measure, levels=LEVELS)
    assert found.low < found.value < found.high
    assert found.high - found.low > 0.1


def test_scott_pi_by_hand():
    # methods.md A2: (.65 - .665) / (1 - .665), exact fractions.
    assert scott_pi(GERMANY, RUSSIA, levels=LEVELS, scheme="nominal") == pytest.approx(
        (0.65 - 0.665) / 0.335, abs=1e-12
    )


def test_states_with_different_allies_look_alike_to_s_but_not_to_kappa():
    # methods.md A1, computed: 100 states, 4 allies each, none in common. S = 1 - 2*8/100 exactly; kappa = -4/96.
    a, b = np.zeros(100), np.zeros(100)
    a[:4], b[4:8] = 1, 1
    assert s_score(a, b, levels=(0, 1)) == pytest.approx(0.84, abs=1e-12)
    for scheme in ("linear", "quadratic", "nominal"):  # the same for two levels
        assert kappa(a, b, levels=(0, 1), scheme=scheme) == pytest.approx(-4 / 96, abs=1e-12)


def test_signorinos_own_example_of_weights():
    # Input: S.g (Signorino's GAUSS code); S = 1/3 by hand: 1 - 2*1/3. A third of the items' range apart, everywhere.
    first, second, weights = [3, 3, 2, 2], [2, 2, 3, 3], [0.5, 0.3, 0.1, 0.1]
    assert s_score(first, second, levels=LEVELS, weights=weights) == pytest.approx(1 / 3, abs=1e-12)
    # Unweighted, no pair agrees and margins are the same: kappa is -1 although S is positive.
    assert kappa(first, second, levels=LEVELS, scheme="quadratic") == pytest.approx(-1.0, abs=1e-12)


def test_s_is_twice_agreement_less_one_for_votes():
    # methods.md A1, an identity for yes-abstain-no.
    votes = np.random.default_rng(3).integers(0, 3, (2, 500))
    s = s_score(*votes, levels=(0, 1, 2))
    assert s == pytest.approx(2 * agreement(*votes, levels=(0, 1, 2)) - 1, abs=1e-12)


def test_error_of_kappa_as_published():
    # Fleiss, Cohen & Everitt 1969's large-sample error for nominal kappa, written out cell by cell, n = 200
    # (their Table 1 of two psychologists is not quoted; the formula is). The package adds one item spread over the
    # cells, which for n = 200 moves the error by under 4 %.
    counts = np.array([[106, 10, 4], [22, 28, 10], [2, 12, 6]])
    p = counts / counts.sum()
    r, c = p.sum(1), p.sum(0)
    seen, chance = np.trace(p), r @ c
    inner = sum(p[i, i] * ((1 - chance) - (r[i] + c[i]) * (1 - seen)) ** 2 for i in range(3))
    outer = (1 - seen) ** 2 * sum(p[i, j] * (c[i] + r[j]) ** 2 for i in range(3) for j in range(3) if i != j)
    published = np.sqrt((inner + outer - (seen * chance - 2 * chance + seen) ** 2) / 200) / (1 - chance) ** 2
    found = similarity_from_counts(counts, measure="kappa", levels=(0, 1, 2), scheme="nominal")
    assert float(found.value) == pytest.approx((seen - chance) / (1 - chance), abs=1e-12)
    assert float(found.standard_error) == pytest.approx(published, rel=0.04)


# Shares of identical votes of 1991-2019, resolutions only, in per cent, worked out from the same roll calls before and
# apart from this package. First: not voting is an answer; second: both voting. docs/methods-alignment.md holds them
# against the table published for 1991-2024.
IDENTICAL = {
    ("CHN", "RUS"): (67.88, 69.53),
    ("CHN", "IRN"): (83.23, 88.69),
    ("CHN", "PRK"): (76.61, 89.28),
    ("IRN", "RUS"): (62.27, 66.03),
    ("PRK", "RUS"): (56.53, 65.05),
    ("IRN", "PRK"): (78.40, 92.23),
}


@pytest.fixture(scope="module")
def votes(mirror):
    return roll_calls(mirror)


@pytest.mark.mirror
@pytest.mark.parametrize(("column", "absences"), [(0, "not voting is an answer"), (1, "both voting")])
def test_shares_of_identical_votes_from_raw_votes(votes, column, absences):
    found = vote_similarity(votes, "agreement", scheme="nominal", absences=absences, only=RESOLUTIONS, min_shared=1)
    for pair, published in IDENTICAL.items():
        rows = found.pair(*pair)
        rows = rows[(found.year[rows] >= 1991) & (found.year[rows] <= 2019)]
        share = 100 * np.average(found.value[rows], weights=found.shared[rows])
        # Required: 0.1 point. Both counts are exact, so half a unit of the printed digit is left.
        assert share == pytest.approx(published[column], abs=0.005), pair


@pytest.mark.mirror
def test_raw_votes_have_the_rows_that_sql_counts(votes, mirror):
    # Pairs and years with a common roll call, states by ISO3 code, to 2019; the file's own two-letter codes with
    # January 2020 give 826,247 (bench/vote_similarity.py checks that).
    place, state = votes.items.year[votes.item], votes.state
    with duckdb.connect() as con:
        con.register("votes", {"year": place, "item": votes.item, "state": state})
        query = """SELECT count(*) FROM (SELECT DISTINCT a.year, a.state, b.state FROM votes a JOIN votes b
                   ON a.item = b.item AND a.state < b.state)"""
        expected = con.execute(query).fetchone()[0]
    assert vote_similarity(votes).value.size == expected == 819_308


@pytest.mark.mirror
def test_raw_votes_and_the_stores_counts_agree(mirror):
    counts = open_evidence().votes()
    calls = roll_calls_with_2025(mirror)
    absent = "not voting is an answer"
    mine = vote_similarity(calls, "agreement", scheme="nominal", absences=absent, only=RESOLUTIONS)
    theirs = vote_similarity(counts, "agreement", scheme="nominal", absences=absent)
    for name in ("year", "state_a", "state_b", "shared"):
        assert np.array_equal(getattr(mine, name), getattr(theirs, name)), name
    assert np.allclose(mine.value, theirs.value, atol=1e-12, equal_nan=True)

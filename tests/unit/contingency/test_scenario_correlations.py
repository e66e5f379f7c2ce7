"""Rank correlations of a scenario: what is read, what draws become, and every mistake named."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr

from multifront import contingency
from multifront.contingency.correlations import copula_of, correlated_uniforms, smallest_eigenvalue
from multifront.contingency.draws import uniform_draws
from multifront.contingency.exploration import variance_shares
from multifront.contingency.worlds import Sampler
from multifront.errors import FileProblems, UsageError

HEAD = "extends: taiwan-blockade\nscenario: mine\ntitle: Mine\n"
BASE = contingency.load("taiwan-blockade")
START, SHARE, RAMP = "china.cut.start", "china.cut.share", "china.cut.ramp"
LATE = (
    "correlations:\n"
    f"  late_and_weak: {{numbers: [{START}, {SHARE}], rank: -0.6, assumption: made}}\n"
    f"  slow: {{numbers: [{START}, {RAMP}], rank: 0.5, source: 'core:x'}}\n"
)
MANY = np.arange(20_000)
TOLERANCE = 0.02
"""Of a rank correlation over 20,000 draws: about three standard errors, each at most 1.06 / sqrt(20,000)."""


def read(text: str) -> contingency.Scenario:
    return contingency.read_scenario(HEAD + text, "mine.yaml")


def problems(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(FileProblems) as caught:
        read(text)
    return [(one.line, one.where, one.what) for one in caught.value.problems]


def values(scenario: contingency.Scenario, name: str, indices: np.ndarray = MANY, seed: int = 0) -> np.ndarray:
    return Sampler(scenario, seed, indices).values(name)


def test_draws_have_the_rank_correlations_that_were_asked_for() -> None:
    scenario = read(LATE)
    start, share, ramp = (values(scenario, name) for name in (START, SHARE, RAMP))
    assert spearmanr(start, share)[0] == pytest.approx(-0.6, abs=TOLERANCE)
    assert spearmanr(start, ramp)[0] == pytest.approx(0.5, abs=TOLERANCE)
    assert spearmanr(share, ramp)[0] == pytest.approx(0.0, abs=TOLERANCE)


def test_ranges_of_correlated_numbers_stay_what_they_are() -> None:
    plain, linked = (np.sort(values(one, SHARE)) for one in (BASE, read(LATE)))
    assert np.abs(plain - linked).max() < 0.01 * (1.0 - 0.5) * 2
    assert (linked.min(), linked.max()) == pytest.approx((0.5, 1.0), abs=1e-3)


def test_all_other_numbers_and_the_first_of_a_group_keep_their_draws() -> None:
    scenario = read(LATE)
    for name in BASE.numbers:
        same = np.array_equal(values(BASE, name, MANY[:50]), values(scenario, name, MANY[:50]))
        assert same == (name not in (SHARE, RAMP)), name


def test_a_draw_run_alone_has_the_same_numbers() -> None:
    scenario, alone = read(LATE), np.array([7, 19_999])
    for name in (START, SHARE, RAMP):
        assert np.array_equal(values(scenario, name)[alone], values(scenario, name, alone))


def test_the_run_of_a_draw_does_not_depend_on_the_others() -> None:
    scenario = read(LATE)
    many = contingency.simulate(scenario, 300).run("china", "stop", "off").stock_out
    few = contingency.simulate(scenario, 40).run("china", "stop", "off").stock_out
    assert np.array_equal(many[:40], few)
    assert not np.array_equal(many, contingency.simulate(BASE, 300).run("china", "stop", "off").stock_out)


def test_holding_one_number_leaves_the_draws_of_the_other() -> None:
    sampler = Sampler(read(LATE), 0, MANY[:100])
    held = sampler.holding({START: 60.0})
    assert np.array_equal(held.values(SHARE), sampler.values(SHARE))
    assert set(held.values(START)) == {60.0}


def test_a_group_links_each_two_of_it() -> None:
    essential = [f"china.{part}demand.essential" for part in ("", "gas.", "coal.")]
    text = f"correlations: {{e: {{numbers: [{', '.join(essential)}], rank: 0.7, assumption: one economy}}}}\n"
    scenario = read(text)
    found = spearmanr(np.array([values(scenario, name) for name in essential]), axis=1)[0]
    assert found[np.triu_indices(3, 1)] == pytest.approx(0.7, abs=TOLERANCE)


def test_a_dated_number_may_be_correlated() -> None:
    number = "{low: 0.6, high: 1, unit: share, distribution: uniform, assumption: a}"
    text = f"changes: [{{from: 30, set: {{{SHARE}: {number}}}}}]\n"
    linked = f"correlations: {{same: {{numbers: [{SHARE}, {SHARE}@30], rank: 0.9, assumption: a}}}}\n"
    scenario = read(text + linked)
    later = Sampler(scenario, 0, MANY).on(40).values(SHARE)
    assert spearmanr(values(scenario, SHARE), later)[0] == pytest.approx(0.9, abs=TOLERANCE)


@pytest.mark.parametrize(
    ("entry", "where", "what"),
    [
        (f"numbers: [{START}, china.cut.shar], rank: 0.2, assumption: a", "e.numbers.1", "closest: china.cut.share"),
        (f"numbers: [{START}, stop_after], rank: 0.2, assumption: a", "e.numbers.1", "one value in all draws"),
        (f"numbers: [{START}, {START}], rank: 0.2, assumption: a", "e.numbers.1", "stands twice"),
        (f"numbers: [{START}], rank: 0.2, assumption: a", "e.numbers", "two numbers or more"),
        (f"numbers: {START}, rank: 0.2, assumption: a", "e.numbers", "list of names"),
        (f"numbers: [{START}, {SHARE}], rank: 1, assumption: a", "e.rank", "above -1 and below 1"),
        (f"numbers: [{START}, {SHARE}], rank: yes, assumption: a", "e.rank", "above -1 and below 1"),
        (f"numbers: [{START}, {SHARE}], assumption: a", "e.rank", "found None"),
        (f"numbers: [{START}, {SHARE}], rank: 0.2", "correlations.e", "missing source"),
        (f"numbers: [{START}, {SHARE}], rank: 0.2, source: nowhere", "e.source", "no observation id"),
        (f"number: [{START}, {SHARE}], rank: 0.2, assumption: a", "e.number", "closest: numbers"),
    ],
)
def test_each_mistake_is_named(entry: str, where: str, what: str) -> None:
    found = [one for one in problems(f"correlations:\n  e: {{{entry}}}\n") if what in one[2]]
    assert found, problems(f"correlations:\n  e: {{{entry}}}\n")
    assert found[0][0] == 5
    assert where in found[0][1]


def test_a_matrix_that_no_world_has_is_refused_with_its_smallest_eigenvalue() -> None:
    """Ranks .9, .9 and -.9: scores 2 sin(.15 pi) = .908 = r; the least eigenvalue of +r, +r, -r is 1 - 2 r = -.816."""
    text = "correlations:\n" + "".join(
        f"  {key}: {{numbers: [{one}, {other}], rank: {rank}, assumption: a}}\n"
        for key, one, other, rank in (("a", START, SHARE, 0.9), ("b", START, RAMP, 0.9), ("c", SHARE, RAMP, -0.9))
    )
    ((line, where, what),) = problems(text)
    assert (line, where) == (5, "correlations.a")
    assert "not positive definite: smallest eigenvalue -0.816" in what
    assert "a, b, c" in what


def test_a_pair_twice_is_refused() -> None:
    text = LATE + f"  again: {{numbers: [{SHARE}, {START}], rank: 0.1, assumption: a}}\n"
    assert any("have a correlation already, in 'late_and_weak'" in what for _, _, what in problems(text))


def test_an_extension_may_change_one_rank_alone(tmp_path) -> None:
    (tmp_path / "first.yaml").write_text(HEAD + LATE, encoding="utf-8")
    text = "extends: first.yaml\nscenario: b\ntitle: B\ncorrelations: {slow: {rank: 0.1}}\n"
    (tmp_path / "second.yaml").write_text(text, encoding="utf-8")
    scenario = contingency.load(tmp_path / "second.yaml")
    assert {one.name: one.rank for one in scenario.correlations} == {"late_and_weak": -0.6, "slow": 0.1}


def test_shares_of_variance_are_refused_among_correlated_numbers() -> None:
    with pytest.raises(UsageError, match=r"independent numbers; correlated: china\.cut"):
        variance_shares(read(LATE), "china", "stop")
    assert contingency.sensitivity(read(LATE), "china", "stop", draws=5)


@pytest.mark.parametrize("size", [2, 3, 6])
def test_the_factor_makes_the_matrix(size: int) -> None:
    rng = np.random.default_rng(size)
    raw = rng.normal(size=(size, 3 * size))
    matrix = np.corrcoef(raw)
    copula = copula_of([str(i) for i in range(size)], matrix)
    factor = np.array([[*row, *[0.0] * (size - len(row))] for row in copula.factor])
    assert factor @ factor.T == pytest.approx(matrix, abs=1e-12)
    assert factor == pytest.approx(np.linalg.cholesky(matrix), abs=1e-12)
    assert smallest_eigenvalue(matrix) > 0


def test_uniforms_stay_inside_even_at_the_ends() -> None:
    pair = copula_of(("a", "b"), np.array([[1.0, 0.999], [0.999, 1.0]]))
    ends = np.array([2.0**-54, 1 - 2.0**-53])
    found = correlated_uniforms(pair, "b", lambda _: ends)
    assert np.all((found > 0) & (found < 1))
    assert np.array_equal(
        correlated_uniforms(pair, "a", lambda name: uniform_draws(0, name, MANY)), uniform_draws(0, "a", MANY)
    )

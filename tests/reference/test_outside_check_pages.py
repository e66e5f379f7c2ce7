"""The pages of outside checks are what their scripts write today, and the loss model meets its published figures."""

from __future__ import annotations

import importlib
import math
import sys
from pathlib import Path

import numpy as np
import pytest

from multifront.contingency.attrition import LossCurve, fit_tau, lanchester_square

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "bench"))

SHIPPED = ("crude_cover", "taiwan_cover", "wargame_losses", "hormuz")
FROM_MIRROR = ("kiel_2025", "base_rates")


def written(name: str) -> str:
    return (ROOT / "docs" / f"check-{name.replace('_', '-')}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SHIPPED)
def test_a_page_is_what_its_script_writes(name: str) -> None:
    assert importlib.import_module(f"check_{name}").page() == written(name)


@pytest.mark.mirror
@pytest.mark.parametrize("name", FROM_MIRROR)
def test_a_page_from_public_files_is_what_its_script_writes(name: str, mirror: Path) -> None:
    assert importlib.import_module(f"check_{name}").page(mirror / "data") == written(name)


@pytest.mark.parametrize("name", [*SHIPPED, *FROM_MIRROR])
def test_every_page_says_its_verdict_and_what_was_fitted_and_predicted(name: str) -> None:
    text = written(name)
    assert text.splitlines()[2].startswith("**Verdict: ")
    assert "itted" in text
    assert "redict" in text
    assert "## What fools it" in text


@pytest.mark.parametrize(("day", "americans"), [(28, 53_033), (36, 51_972)])
def test_iwo_jima_by_the_square_law(day: int, americans: int) -> None:
    """methods.md E3 from Engel's coefficients: 54,000 on day 0, 6,000 on day 2, 13,000 on day 5, against 21,500.

    Landings go on all through their day (Engel 1954); here in 500 parts, each ashore in the middle of its own. The
    written figures are those of Euler steps of a hundredth of a day, which lie 12 men (5 Japanese) off the exact
    solution that they tend to as the step shrinks; hence 20 men and 6.
    """
    ours, theirs, parts = 0.0, 21_500.0, 500
    step = 0.5 / parts
    for today in range(day):
        men = {0: 54_000.0, 2: 6_000.0, 5: 13_000.0}.get(today, 0.0) / parts
        for _ in range(parts):
            if today or ours:
                ours, theirs = lanchester_square(own=ours, enemy=theirs, own_rate=0.0106, enemy_rate=0.0544, time=step)
            ours += men
            ours, theirs = lanchester_square(own=ours, enemy=theirs, own_rate=0.0106, enemy_rate=0.0544, time=step)
    assert ours == pytest.approx(americans, abs=20)
    if day == 36:
        assert theirs == pytest.approx(222, abs=6)


def test_the_first_week_of_a_published_game_gives_its_time_constant() -> None:
    """71 % of three weeks' aircraft losses in week 1 (param:armageddon_first_week): 1/(1 + x + x^2) = 0.71 by hand."""
    x = (-1 + (1 + 4 * (1 / 0.71 - 1)) ** 0.5) / 2
    tau = fit_tau(early_share=0.71, early_day=7, horizon=21)
    assert tau == pytest.approx(-7 / math.log(x), rel=1e-9)
    assert LossCurve(270, 21, tau).share(np.array([21.0]))[0] == pytest.approx(1)


def test_the_worked_example_of_the_arms_page_is_what_its_script_prints() -> None:
    page = (ROOT / "docs" / "model-arms.md").read_text(encoding="utf-8")
    between = page.split("<!-- worked -->\n")[1].split("<!-- end of worked -->")[0]
    assert between == importlib.import_module("arms_budgets").block()

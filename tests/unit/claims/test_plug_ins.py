"""Kinds of plug-ins: one in a package made on the spot is listed, checked and judged; others are refused by name."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from tests.unit.claims.made_claims import claim, judged
from tests.unit.claims.made_evidence import MadeEvidence, figures
from tests.unit.cli.test_commands_run import call

from multifront.claims.kinds import KINDS
from multifront.claims.plug_ins import GROUP, known_kinds, plug_in_versions, with_plug_ins
from multifront.errors import FileProblems, UsageError

MODULE = '''
from multifront.claims.kind import About, Decision, Finding, Parameters
from multifront.claims.ledger import Basis, Ledger, phrase
from pydantic import Field


class RainfallParameters(Parameters):
    """Which series and how much."""

    indicator: str = Field(description="yearly series that is looked at")
    smallest_level_of_interest: float = Field(gt=0, description="a sum that would matter")


class Rainfall:
    """The sum of a series."""

    name = "rainfall"
    parameters = RainfallParameters
    about = About("Does it rain enough?", "figures", ("It does not.",), "`smallest_level_of_interest`",
                  ("supported", "not supported"))

    def measure(self, claim_id, parameters, context):
        finding = Finding(Ledger(claim_id))
        series = context.evidence.series(parameters.indicator)
        finding.outcome = (float(series.best.sum()), Basis("sum of the series", (series.selection,)))
        return finding

    def decide(self, finding, parameters, q_value):
        total, basis = finding.outcome
        shown = finding.ledger.figure("total", total, basis)
        verdict = "supported" if total >= parameters.smallest_level_of_interest else VERDICT
        return Decision(verdict, "low", phrase("It rained {total}.", total=shown))


VERDICT = "not supported"
loaded = "no kind at all"


class Half:
    name = "half"
'''
METADATA = "Metadata-Version: 2.1\nName: my-rain\nVersion: 1.2.3\n"
POINTS = "[multifront.kinds]\nrainfall = my_rain:Rainfall\n"


@pytest.fixture
def plug_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package on the path, installed as far as Python can tell."""
    (tmp_path / "my_rain.py").write_text(MODULE)
    folder = tmp_path / "my_rain-1.2.3.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(METADATA)
    (folder / "entry_points.txt").write_text(POINTS)
    monkeypatch.syspath_prepend(str(tmp_path))
    known_kinds.cache_clear()
    yield tmp_path
    known_kinds.cache_clear()
    sys.modules.pop("my_rain", None)


def point(name: str, value: str) -> EntryPoint:
    return EntryPoint(name, value, GROUP)


def rain(smallest: float) -> dict[str, object]:
    return claim("rainfall", {"indicator": "rain", "smallest_level_of_interest": smallest})


@pytest.mark.parametrize(("smallest", "verdict"), [(5.0, "supported"), (7.0, "not supported")])
def test_a_claim_of_a_plug_in_is_checked_judged_and_walks_back(plug_in: Path, smallest: float, verdict: str) -> None:
    evidence = MadeEvidence(observed=tuple(figures("rain", {2001: 1.0, 2002: 2.0, 2003: 3.0})))
    found = judged(evidence, rain(smallest))[0]
    assert (found.verdict, found.headline.text) == (verdict, "It rained 6.00.")


def test_its_parameters_are_checked_like_any_others(plug_in: Path) -> None:
    with pytest.raises(FileProblems, match=r"smallest_level_of_interest: input should be greater than 0"):
        judged(MadeEvidence(), rain(-1.0))


def test_it_is_listed_and_named_in_what_a_brief_is_made_with(plug_in: Path) -> None:
    listed = call("claims", "kinds", "--format", "json").rows
    assert [row["parameter"] for row in listed if row["kind"] == "rainfall"] == [
        "indicator",
        "smallest_level_of_interest",
    ]
    assert plug_in_versions() == ("rainfall my-rain 1.2.3 my_rain:Rainfall",)


def test_a_verdict_that_it_does_not_name_is_refused(plug_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import my_rain

    monkeypatch.setattr(my_rain, "VERDICT", "contradicted")
    evidence = MadeEvidence(observed=tuple(figures("rain", {2001: 1.0})))
    with pytest.raises(UsageError, match="gave 'contradicted' for claim c1; valid for it: supported, not supported"):
        judged(evidence, rain(7.0))


def test_a_name_that_another_kind_has_is_refused(plug_in: Path) -> None:
    with pytest.raises(UsageError, match=r"'rate_change' of an unknown package .* multifront itself has a kind"):
        with_plug_ins(KINDS, [point("rate_change", "my_rain:Rainfall")])
    twice = [point("rainfall", "my_rain:Rainfall"), point("rainfall", "other_rain:Rainfall")]
    with pytest.raises(UsageError, match=r"my_rain:Rainfall.* has a kind of that name"):
        with_plug_ins(KINDS, twice)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("gone", "no_such_module:Kind", "cannot be loaded from 'no_such_module:Kind': ModuleNotFoundError"),
        ("gone", "my_rain:Nothing", "cannot be loaded from 'my_rain:Nothing': AttributeError"),
        ("loaded", "my_rain:loaded", "is no kind of claim: its name is None"),
        (
            "half",
            "my_rain:Half",
            "`parameters` is no subclass .* `about` is no .* it has no `measure`; it has no `decide`",
        ),
        ("drizzle", "my_rain:Rainfall", "its name is 'rainfall', that of its entry point 'drizzle'"),
    ],
)
def test_what_is_no_kind_is_refused_with_all_reasons(plug_in: Path, name: str, value: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        with_plug_ins(KINDS, [point(name, value)])
    assert "uninstall" in str(caught.value)


def test_without_plug_ins_there_are_the_kinds_of_the_package() -> None:
    known_kinds.cache_clear()
    assert dict(known_kinds()) == KINDS
    with pytest.raises(TypeError):
        known_kinds()["own"] = KINDS["level"]

"""A made-up brief that has everything: all chart kinds, long texts, gaps, markup in claims. No real result."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.golden.sample_explored import explored_pictures
from tests.golden.sample_whole import whole_pictures

from multifront.brief import Brief, Card, Method, NotJudged, Run, bottom_line
from multifront.brief.charts import outlines
from multifront.brief.earlier import Earlier, Then
from multifront.domain import (
    ChannelRow,
    Exhibit,
    Figure,
    Flip,
    Hypothesis,
    HypothesisMatrix,
    Independence,
    Origin,
    OriginGroup,
    Phrase,
    Picture,
    RatedItem,
    ScenarioNumber,
    ScenarioReport,
    Selection,
    TestLine,
    Trace,
    Verdict,
)

INJECTION = "<script>alert('x')</script> & \"quoted\" <b>1</b> {braces}"
RUN = Run(
    "0.1.0",
    7,
    date(2025, 12, 17),
    date(2026, 6, 30),
    "multifront brief taiwan-2025 --as-of 2025-12-17 --seed 7 --out briefs",
    "3f9ac1d2e47b",
    10_000,
)


def origins() -> dict[str, Origin]:
    """Four origins of different reliability, one with unknown fields, and that of the outlines of the map."""
    made = [
        ("mod_jp", "Japan Joint Staff", "Joint flights of Chinese and Russian bombers", "A", "Government of Japan 2.0"),
        (
            "mnd_tw",
            "Ministry of National Defense, Taiwan",
            "Daily PLA activity around Taiwan",
            "B",
            "Open Government 1.0",
        ),
        ("voeten", "Erik Voeten", "United Nations General Assembly voting data, version 36", "A", "CC0"),
        (
            "anon",
            "unknown: copied by an anonymous account",
            "List of <named> exercises — “full”",
            "F",
            "unknown: none given",
        ),
    ]
    return {
        id_: Origin(
            id_,
            producer,
            title,
            "unknown: not stated" if id_ == "anon" else "edition of 30 June 2026",
            licence,
            "unknown: link not kept" if id_ == "anon" else f"https://example.org/{id_}/2026-06-30/data_v36.csv?part=12",
            "2026",
            date(2026, 6, 30),
            "9b74c9897bac770ffc029102a200c5de",
            code,
            "read on 2 July 2026",
            "Figures of 2019 to 2025; 11 rows were corrected for a known error." if id_ == "mod_jp" else "",
        )
        for id_, producer, title, code, licence in made
    } | {one.id: one for one in (outlines.origin(),)}


def sample_brief() -> Brief:
    """The brief of five claims."""
    cards = (_patrols(), _signals(), _closer(), _energy(), _injected())
    return Brief(
        id="sample",
        title="Are China and Russia acting together around Taiwan, or does it only look so?",
        question="Which of the claims that Taiwan’s National Security Bureau made on 17 December 2025 does the public "
        "record bear out, and what would follow if they held?",
        document="National Security Bureau (Taiwan), 17 December 2025. Remarks in the Legislative Yuan, as reported by "
        "CaliToday on 19 December 2025.",
        run=RUN,
        bottom_line=bottom_line(cards),
        cards=cards,
        not_judged=(
            NotJudged("t4b", "Satellite and cyber help would blind the defence.", "Needs a scenario of sensors."),
            NotJudged(
                "t11", f"A war over Taiwan would not stay regional {INJECTION}", "No base rate in the store yet."
            ),
        ),
        origins=origins(),
        warnings=("14 rows of the table events exist only in an edition later than 2025-12-17; they were left out.",),
        limits=(
            "Public records show acts, not intentions; nothing here says what was agreed in private.",
            "Events before 2019 come from other lists and are not compared with later ones.",
        ),
        hypotheses=_hypotheses(),
        earlier=_earlier(),
        scenarios=(_scenario(), _refused_scenario()),
        methods=(
            Method(
                "scenario_difference",
                f"Does help matter? {INJECTION}",
                "runs of a scenario; no p",
                "`smallest_effect_of_interest`, a share of 10 days",
                ("supported", "not supported"),
                ("t2",),
            ),
        ),
    )


def _scenario() -> ScenarioReport:
    """A scenario with one channel that has no path, a number with a source and one fixed, and markup in the words."""
    values = {"draws": 1000, "risk": 15.86, "low": 14.1, "high": 17.9, "adds": -1.24, "total": 2}
    traces = {f"scenario.sea.{k}": Trace(f"scenario.sea.{k}", v, "", "run of the scenario") for k, v in values.items()}
    numbers = tuple(
        ScenarioNumber(name, label, *ends, "days", sources, assumption, ground, f"scenario.sea.number.{name}")
        for name, label, ends, sources, assumption, ground in (
            ("china.stock", "China: stock", (41.5, 60.0, 93.25), ("core:cn_stock_2025",), "", "a source alone"),
            (
                "stop_after",
                f"Last day {INJECTION}",
                (1095.0, 1095.0, 1095.0),
                (),
                "three years, or 1095 days",
                "an assumption",
            ),
        )
    )
    for one in numbers:
        value = {"low": one.low, "mode": one.mode, "high": one.high, "words": [one.label, one.assumption, *one.sources]}
        traces[one.trace_id] = Trace(one.trace_id, value, one.unit, "scenario file sea", assumption=one.assumption)
    columns = {"row": ("all numbers",) * 2, "part": ("a source", "an assumption"), "share": (50.0, 50.0)}
    traces["scenario.sea.picture"] = Trace("scenario.sea.picture", None, "", "counted")
    risk, low, high, adds = (Figure(f"scenario.sea.{k}", s) for k, s in zip(
        ("risk", "low", "high", "adds"), ("16", "14", "18", "−1.2"), strict=True
    ))  # fmt: skip
    note = Phrase("sampling interval {low} to {high} %", {"low": low, "high": high})
    return ScenarioReport(
        name="sea",
        title=f"A blockade of 2 sides {INJECTION}",
        question="How long does each side last, and what do 2 ways of help change?",
        means=f"Stocks as published for the end of 2025. {INJECTION}",
        starts=date(2025, 12, 17),
        sides=("China", "Taiwan"),
        partner="Russia",
        claims=("t2",),
        about=(Phrase("Of its {n} numbers half have a source.", {"n": Figure("scenario.sea.total", "2")}),),
        lines=(TestLine("China runs out, without the partner", risk, "% of worlds", note),),
        outcomes=("How long China lasts", "Days of Taiwan less those of China"),
        channels=(
            ChannelRow("logistics", (Phrase("{adds} days", {"adds": adds}), Phrase("changes nothing in any world"))),
            ChannelRow("distraction", (Phrase("no path"), Phrase("no path"))),
        ),
        reading=(Phrase("A side runs out when demand goes unmet."),),
        pictures=(
            Picture(
                "scenario-sea-rests", "shares", "What its numbers rest on", Phrase("Per cent of all numbers."), columns,
                {"x_label": "share"}, "scenario.sea.picture",
            ),
        ),
        numbers=numbers,
        limits=("Days are no forecast, not even over 90 days.",),
        drawn_under="t2",
        traces=traces,
    )  # fmt: skip


def _refused_scenario() -> ScenarioReport:
    """A scenario that could not be run as of the day of the brief."""
    missing = Trace("scenario.late.missing", 3, "", "evidence.rows")
    refusal = Phrase("{n} figures were not public by then.", {"n": Figure("scenario.late.missing", "3")})
    return ScenarioReport(
        "late", "A later war", "", "", date(2026, 1, 1), ("China",), "Russia", ("t7",), (), (), (), (), (), (), (), (),
        refusal, traces={missing.id: missing},
    )  # fmt: skip


def _earlier() -> Earlier:
    """The claims as of an earlier day: one verdict another, one the same, with markup in the words."""
    return Earlier(
        date(2022, 2, 23),
        (
            Then(
                "t7",
                "Patrols",
                "cannot be tested",
                "high",
                f"3 patrols are too few {INJECTION}",
                "not supported",
                "moderate",
                ("8 rows of the table events became public later: e3, e4, e5 and 5 more",),
            ),
            Then(
                "a1",
                "Closer",
                "partly supported",
                "low",
                "Votes moved closer.",
                "partly supported",
                "low",
                ("nothing that it rests on differs",),
            ),
        ),
    )


def _hypotheses() -> HypothesisMatrix:
    """Two explanations against two claims, one more claim silent, and markup in the words."""
    values = {
        "score_planned": 4.0,
        "weighted_planned": 8.0,
        "score_chance": 1.0,
        "weighted_chance": 0.5,
        "diagnosticity_t7": 1.5,
        "weight_t7": 2.0,
        "diagnosticity_a1": 0.0,
        "weight_a1": 0.5,
        "rated": 2,
        "picture": None,
    }
    traces = {
        f"hypotheses.{name}": Trace(f"hypotheses.{name}", value, "", "multifront.claims.inconsistency", (), ("mod_jp",))
        for name, value in values.items()
    }
    f = _figures(
        "hypotheses",
        score_planned="4",
        weighted_planned="8.00",
        score_chance="1",
        weighted_chance="0.50",
        diagnosticity_t7="1.50",
        weight_t7="2.00",
        diagnosticity_a1="0.00",
        weight_a1="0.50",
        rated="2",
    )
    cells = {
        "row": ("Planned", "Planned", "Chance", "Chance"),
        "column": ("t7", "a1") * 2,
        "word": ("II", "N", "C", "I"),
        "tone": (1.0, 0.0, 0.0, 0.5),
    }
    return HypothesisMatrix(
        question=f"Why do the acts look alike? {INJECTION}",
        hypotheses=(
            Hypothesis("planned", "Planned", "Both agreed on it beforehand", f["score_planned"], f["weighted_planned"]),
            Hypothesis("chance", "Chance", INJECTION, f["score_chance"], f["weighted_chance"]),
        ),
        items=(
            RatedItem(
                "t7",
                "Patrols",
                "not supported",
                ("II", "C"),
                f"No rise was seen in 2023 {INJECTION}",
                f["diagnosticity_t7"],
                f["weight_t7"],
                "sources high, confidence moderate",
            ),
            RatedItem(
                "a1",
                "Closer",
                "partly supported",
                ("N", "I"),
                "Votes moved",
                f["diagnosticity_a1"],
                f["weight_a1"],
                "sources low, confidence low; shares sources with other items",
            ),
        ),
        silent=("t8",),
        reading=(Phrase("{rated} claims could be tested.", f), Phrase("Least speaks against: chance.")),
        left_out=(f"One copies the other. {INJECTION}",),
        picture=Picture(
            "hypotheses-matrix",
            "grid",
            "Explanations against claims",
            Phrase("Dark cells speak against."),
            cells,
            {},
            "hypotheses.picture",
        ),
        traces=traces,
    )


def _selection(table: str, count: int, *origin_ids: str) -> Selection:
    ids = tuple(f"e{number}" for number in range(count))
    return Selection(table, f"select * from {table}", ids, count, origin_ids, RUN.as_of, "77aa01")


def _traces(claim: str, selection: Selection, values: Mapping[str, tuple[Any, str]]) -> dict[str, Trace]:
    how = "multifront.timing.rate_change_test(before=3, after=8, span='2019-07-23/2025-12-17')"
    return {
        f"{claim}.{name}": Trace(f"{claim}.{name}", value, unit, how, (selection,), selection.origin_ids, 7)
        for name, (value, unit) in values.items()
    }


def _figures(claim: str, **shown: str) -> dict[str, Figure]:
    return {name: Figure(f"{claim}.{name}", text) for name, text in shown.items()}


def _patrols() -> Card:
    rows = tuple(
        {"id": f"e{n}", "day": date(2019 + n % 7, 5, 3 + n), "what": text, "where": "Sea of Japan", "aircraft": n + 3.0}
        for n, text in enumerate(["H-6K and Tu-95MS, joint flight", "Flight past Okinawa", "Two days, 7th patrol"] * 6)
    )
    rows = tuple({**row, "origin_id": "mod_jp"} for row in rows)
    traces = _traces(
        "t7",
        _selection("events", 11, "mod_jp"),
        {
            "ratio": ([1.42, 0.51, 4.36], "ratio"),
            "n": (11, "patrols"),
            "before": (0.9312, "patrols a year"),
            "p_value": (0.2314, "probability"),
            "power": (0.8, "share"),
            "smallest": (3.27, "ratio"),
            "false": (0.043, "share"),
            "chart": ([1, 1, 1, 2, 2, 2, 1], "patrols"),
        },
    )
    f = _figures("t7", ratio="1.4", n="11", smallest="3.3", power="80 %", before="0.93")
    verdict = Verdict(
        "t7",
        "not supported",
        "moderate",
        Phrase(
            "The rate of joint bomber patrols since 2022 is {ratio} times the rate before, which {n} patrols cannot "
            "tell from no change.",
            f,
        ),
        (
            Phrase(
                "The test would have seen a rise to {smallest} times with a chance of {power}; a smaller one could "
                "hide in these data.",
                f,
            ),
        ),
        (
            TestLine(
                "Rate ratio, after against before",
                Figure("t7.ratio", "1.42 (0.51 to 4.36)"),
                "ratio with interval",
                Phrase("Exact conditional interval."),
            ),
            TestLine("Patrols before 2022", Figure("t7.before", "0.93"), "a year"),
            TestLine("p", Figure("t7.p_value", "0.23"), "probability", Phrase("Exact, two-sided.")),
            TestLine(
                "Smallest change seen with good power",
                Figure("t7.smallest", "3.3"),
                "ratio",
                Phrase("Power {power}.", f),
            ),
            TestLine("False alarms on data shaped like these", Figure("t7.false", "4.3 %"), "of tests"),
        ),
        (
            Picture(
                "t7.rate",
                "count_bars",
                "Joint bomber patrols by year",
                Phrase(
                    "All {n} patrols that Japan’s Joint Staff reported, with exact intervals for the yearly rate.", f
                ),
                {
                    "period": tuple(range(2019, 2026)),
                    "count": (1, 1, 1, 2, 2, 2, 1),
                    "low": (0.0, 0.03, 0.03, 0.24, 0.24, 0.24, None),
                    "high": (5.57, 5.57, 5.57, 7.22, 7.22, 7.22, None),
                    "partial": (True, False, False, False, False, False, True),
                },
                {"y_label": "patrols a year", "x_label": "year"},
                "t7.chart",
            ),
        ),
        (Exhibit("Joint patrols", "events", ("day", "what", "where", "aircraft"), rows, 18),),
        (Phrase("Scope grew while the count did not: the route of 9 December 2025 passed the Miyako Strait.", {}),),
        traces,
        ("mod_jp",),
        p_value=0.2314,
        q_value=0.46281,
        assumptions=("A patrol of two days counts once.", "Reporting by the Joint Staff was complete from 2019 on."),
        flips=(
            Flip(Phrase("{n} events or more in the year from 2025-12-18 to 2026-12-17.", f), "supported"),
            Flip(Phrase("Not computed: <b>no</b> & {{braces}}.")),
        ),
        watch=(Phrase("Patrols: {before} a year so far.", f),),
    )
    groups = (
        OriginGroup("Japan Joint Staff", ("mod_jp",), True, ("its own words",)),
        OriginGroup("paper one", ("mod_jp",), False, ("no primary named",)),
        OriginGroup("paper two", ("mod_jp",), False, ("no primary named",)),
    )
    return Card(
        "t7",
        "Joint bomber patrols have become more frequent",
        "Wellington Koo, Minister of National Defense",
        "17 December 2025",
        "more and more frequent",
        "Exact comparison of two Poisson rates, before and after 1 January 2022, on patrols reported by Japan; a rise "
        "below 1.5 times is taken as no rise that matters.",
        ("A rate ratio whose interval lies below 1.5.", "A fall in the number of patrols in two years running."),
        verdict,
        Independence(1, 3, groups, ("A",), 2),
    )


def _signals() -> Card:
    days = ("2022-05-24", "2022-11-30", "2023-06-06", "2023-12-14", "2024-07-24", "2024-11-29", "2025-12-09")
    drills = ("2022-08-04", "2023-04-08", "2024-05-23", "2024-10-14", "2025-04-01", "2025-12-15")
    ends = (None, None, "2023-06-07", None, None, "2024-11-30", None)
    drill_ends = ("2022-08-10", "2023-04-10", "2024-05-24", None, "2025-04-02", None)
    traces = _traces(
        "t8",
        _selection("events", 13, "mod_jp", "anon"),
        {"months": (5, "months"), "power": (0.112, "share"), "chart": (None, ""), "chart2": ([0.31, 2.4], "ratio")}
        | {"lags_chart": (None, ""), "curve_chart": (None, ""), "power_chart": ([0.0, 34.4, 100.0], "percent")},
    )
    f = _figures("t8", months="5", power="11 %")
    verdict = Verdict(
        "t8",
        "cannot be tested",
        "high",
        Phrase(
            "Whether separate signals were coordinated cannot be told: the two streams share a constant frame for only "
            "{months} months, in which a test would see a real link with a chance of {power}.",
            f,
        ),
        (),
        (
            TestLine("Months with a constant frame", Figure("t8.months", "5"), "months"),
            TestLine("Power at a link that doubles the rate", Figure("t8.power", "11 %"), "of tests"),
        ),
        (
            Picture(
                "t8.calendar",
                "event_rows",
                "Joint patrols and named exercises",
                Phrase("Each tick is an event; bars are events of several days."),
                {
                    "day": days + drills,
                    "end": ends + drill_ends,
                    "row": ("Joint bomber patrols",) * 7 + ("Named exercises of the PLA around Taiwan",) * 6,
                },
                {
                    "span_start": "2022-01-01",
                    "span_end": "2025-12-31",
                    "marks": (
                        {"x": "2022-08-02", "label": "Visit of Nancy Pelosi"},
                        {"x": "2024-05-20", "label": "Inauguration"},
                        {"x": "2024-10-10", "label": "National day speech"},
                    ),
                },
                "t8.chart",
            ),
            Picture(
                "t8.ranges",
                "ranges",
                "Co-timing under three nulls",
                Phrase("Observed against expected coincidences; one means no more than chance."),
                {
                    "label": ("Calendar-aware null", "Shifted streams", "Within ten days, PLA activity as a whole"),
                    "low": (0.31, 0.42, 0.8),
                    "mid": (1.1, 1.2, None),
                    "high": (2.4, 2.9, 4.0),
                    "censored": (False, False, True),
                },
                {
                    "x_label": "observed over expected",
                    "decimals": 2,
                    "marks": ({"x": 1, "label": "no more than chance"},),
                },
                "t8.chart2",
            ),
            _lags(),
            _power(),
            _curve(),
        ),
        (),
        (Phrase("Joint patrols are joint by definition and prove nothing about separate acts."),),
        traces,
        ("mod_jp", "anon"),
    )
    return Card(
        "t8",
        "Their military signalling is coordinated, not merely parallel",
        "Tsai Ming-yen",
        "17 December 2025",
        "",
        "Coincidence of separate acts under a null that knows the calendar.",
        ("No more coincidences than the null gives, with power to see a doubling.",),
        verdict,
    )


def _lags() -> Picture:
    """Pairs by lag, one bar over the pointwise band alone, names too long for one line."""
    columns = {
        "first": (-21, -14, -7, 0, 1, 8, 15),
        "last": (-15, -8, -1, 0, 7, 14, 21),
        "seen": (2, 0, 3, 1, 8, 2, 4),
        "expected": (2.4, 2.6, 2.8, 0.4, 2.9, 2.7, 2.5),
        "pointwise_low": (0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0),
        "pointwise_high": (6.0, 6.0, 7.0, 2.0, 7.0, 6.0, 6.0),
        "low": (0.0,) * 7,
        "high": (8.1, 8.3, 8.9, 3.2, 9.1, 8.6, 8.2),
    }
    options = {
        "x_label": "days between two acts",
        "y_label": "pairs of acts",
        "left": "Named exercises of the PLA around Taiwan first",
        "right": "Joint bomber patrols first",
    }
    caption = Phrase("Each bar is a week of lags; the narrow one in the middle is the same day.")
    return Picture("t8.lags", "lag_bars", "Who came first, and by how long", caption, columns, options, "t8.lags_chart")


def _power() -> Picture:
    """A curve that crosses the level close to the share of interest."""
    columns = {"x": (0.0, 10.0, 20.0, 30.0, 34.4, 50.0, 100.0), "y": (4.3, 19.0, 44.0, 72.0, 80.0, 96.0, 100.0)}
    options = {
        "x_label": "true share of acts that are timed",
        "y_label": "chance that the test sees it",
        "found": 34.4,
        "marks": ({"x": 40, "label": "smallest share of interest"},),
    }
    caption = Phrase("A test that cannot see the share of interest cannot speak against the claim.")
    return Picture(
        "t8.power", "power_curve", "What this test could have seen", caption, columns, options, "t8.power_chart"
    )


def _curve() -> Picture:
    """Ratios of which one has no number and two have an open end, under long names that do not fit at the left."""
    ways = [(window, null) for window in ("7 days", "14 days", "28 days") for null in ("moved by whole weeks", "local")]
    choices = tuple(f"Window: {window} | Null: {null}" for window, null in ways)
    columns = {
        "choices": (*choices, "Window: 7 days | Null: as if every act of a long burst of exercises were independent"),
        "effect": (0.6, 0.9, 1.0, 1.4, 2.2, 3.9, None),
        "low": (0.2, 0.4, 0.0, 0.8, 1.1, 1.6, None),
        "high": (1.5, 0.98, None, 2.6, 4.0, None, None),
        "shows": ("nothing", "against", "nothing", "nothing", "for", "for", "nothing"),
        "role": ("declared", "declared", "declared", "main", "declared", "beside", "beside"),
    }
    levels = [{"y": 1, "label": "no excess"}]
    options = {"y_label": "acts soon after, divided by those that chance gives", "log": True, "levels": levels}
    caption = Phrase("Each column is one way to test the claim; the dots below say which.")
    title = "Does another way to test it say the same?"
    return Picture("t8.curve", "specification_curve", title, caption, columns, options, "t8.curve_chart")


def _closer() -> Card:
    years = tuple(range(2005, 2025))
    seen = tuple(math.nan if y in (2013, 2014) else 0.70 + 0.009 * (y - 2005) + 0.02 * math.sin(y) for y in years)
    expected = tuple(0.70 + 0.0085 * (y - 2005) for y in years)
    traces = _traces(
        "a1",
        _selection("votes", 1246, "voeten"),
        {
            "rise": ([0.021, -0.004, 0.046], "S"),
            "rank": (212, "rank among pairs"),
            "pairs": (18_336, "pairs"),
            "chart": (None, ""),
            "pairs_chart": (None, ""),
            "grid_chart": (None, ""),
            "map_chart": (None, ""),
            "flow_chart": (None, ""),
            "p_value": (0.00042, "probability"),
        },
    )
    f = _figures("a1", rise="0.02", rank="212", pairs="18,336", low="−0.004", high="0.046", p="<0.001")
    f = {
        **f,
        "low": Figure("a1.rise", "−0.004"),
        "high": Figure("a1.rise", "0.046"),
        "p": Figure("a1.p_value", "<0.001"),
    }
    verdict = Verdict(
        "a1",
        "partly supported",
        "low",
        Phrase(
            "Votes in the General Assembly moved closer by {rise} (from {low} to {high}) against the trend before "
            "2022, rank {rank} of {pairs} pairs.",
            f,
        ),
        (Phrase("Level and slope disagree: the level rose, the slope did not (p {p}).", f),),
        (TestLine("Change in S", Figure("a1.rise", "0.021 (−0.004 to 0.046)"), "S, from minus one to one"),),
        (
            Picture(
                "a1.s",
                "lines",
                "How alike China and Russia vote",
                Phrase("S-score over the years; the band is a bootstrap interval."),
                {
                    "x": years * 2,
                    "y": seen + expected,
                    "low": tuple(v - 0.03 for v in seen) + (None,) * 20,
                    "high": tuple(v + 0.03 for v in seen) + (None,) * 20,
                    "series": ("China–Russia",) * 40,
                    "part": ("observed",) * 20 + ("expected",) * 20,
                },
                {
                    "y_label": "Vote similarity",
                    "unit": "S",
                    "x_label": "year",
                    "marks": ({"x": 2022, "label": "Invasion of Ukraine"},),
                },
                "a1.chart",
            ),
            Picture(
                "a1.pairs",
                "matrix",
                "The pairs of three states",
                Phrase("S-score of the last year; a dash where there is none."),
                {
                    "row": ("China", "China", "North Korea", "North Korea"),
                    "column": ("China", "North Korea", "China", "North Korea"),
                    "value": (None, 0.91, 0.91, None),
                },
                {"value_label": "vote similarity", "unit": "S", "decimals": 2},
                "a1.pairs_chart",
            ),
            Picture(
                "a1.grid",
                "grid",
                "Ties of two pairs",
                Phrase("yes, no, or a question mark where no row was found."),
                {
                    "row": ("joint patrols", "joint patrols", "combined command", "combined command"),
                    "column": ("China – Russia", "US – S. Korea") * 2,
                    "word": ("yes", "?", "no", "yes"),
                    "tone": (1.0, 0.0, 0.0, 1.0),
                },
                {},
                "a1.grid_chart",
            ),
            Picture(
                "a1.map",
                "world_map",
                "How alike states vote with China",
                Phrase("Zero is chance; a state that is gone stands below."),
                {
                    "state": ("PRK", "RUS", "SGP", "USA", "BOL", "DDR"),
                    "value": (0.91, 0.62, 0.31, -0.43, None, 0.77),
                    "label": (True, True, False, True, False, False),
                },
                {
                    "actor": "CHN",
                    "partner": "RUS",
                    "value_label": "likeness of votes",
                    "unit": "kappa",
                    "decimals": 2,
                    "middle": 0.0,
                },
                "a1.map_chart",
            ),
            Picture(
                "a1.flow",
                "flow",
                "Blocs and who moved",
                Phrase("Bars are blocs, bands are states on their way to the next year."),
                flow_columns(),
                {"grey": ("without votes that year",), "certainty_unit": "%"},
                "a1.flow_chart",
            ),
        ),
        (),
        (),
        traces,
        ("voeten",),
        p_value=0.00042,
        q_value=0.0013,
    )
    return Card(
        "a1",
        "China and Russia have drawn closer since 2022",
        "The authors",
        "May 2024",
        "ever closer",
        "Level and slope since 2022 against the earlier trend.",
        ("A slope no steeper than before.",),
        verdict,
    )


def flow_columns() -> dict[str, tuple[Any, ...]]:
    """Two blocs in three years, one state that comes late, and the way of two members."""
    rows = [
        ("group", 2000, "bloc A", 70, "", 91.0, ""),
        ("group", 2010, "bloc A", 90, "", 84.0, ""),
        ("group", 2020, "bloc A", 101, "", None, ""),
        ("group", 2000, "bloc B", 60, "", 77.0, ""),
        ("group", 2010, "bloc B", 43, "", 80.0, ""),
        ("group", 2020, "bloc B", 32, "", 66.0, ""),
        ("group", 2000, "without votes that year", 3, "", None, ""),
        ("move", 2000, "bloc A", 70, "bloc A", None, ""),
        ("move", 2000, "bloc B", 20, "bloc A", None, ""),
        ("move", 2000, "bloc B", 40, "bloc B", None, ""),
        ("move", 2000, "without votes that year", 3, "bloc B", None, ""),
        ("move", 2010, "bloc A", 90, "bloc A", None, ""),
        ("move", 2010, "bloc B", 11, "bloc A", None, ""),
        ("move", 2010, "bloc B", 32, "bloc B", None, ""),
        *(("member", year, "bloc A", 1, "", None, "China") for year in (2000, 2010, 2020)),
        *(("member", year, group, 1, "", None, "Russia") for year, group in ((2000, "bloc B"), (2010, "bloc A"))),
    ]
    names = ("part", "x", "group", "count", "to", "certainty", "name")
    return dict(zip(names, map(tuple, zip(*rows, strict=True)), strict=True))


def route_columns() -> dict[str, tuple[Any, ...]]:
    """Two supplies: one with a shared limit and chokepoints, one by a single way; one route is held in reserve."""
    names = ("panel", "note", "supplier", "own", "kind", "label", "share", "exposed", "chokepoints", "limits")
    names = (*names, "flow", "capacity", "lag", "exposure")
    oil, pipes = ("China: crude", "uses 14 mb/d; 1,200 Mbbl in store"), "pipelines: together 0.9 mb/d"
    rows = [
        (*oil, "RUS", True, "overland", "A pipeline", 0.04, 0.0, "", pipes, "0.6 mb/d", "0.7 mb/d", "0 d", "0 %"),
        (*oil, "RUS", True, "overland", "A second line", 0.0, 0.0, "", pipes, "0 mb/d", "0.3 mb/d", "0 d", "0 %"),
        (
            *oil,
            "RUS",
            True,
            "short_sea",
            "A port",
            0.06,
            0.6,
            "Korea Strait",
            "",
            "0.8 mb/d",
            "1 mb/d",
            "1–6 d",
            "30–90 %",
        ),
        (
            *oil,
            "others",
            False,
            "long_sea",
            "The Gulf",
            0.4,
            0.9,
            "Hormuz; Malacca",
            "",
            "5 mb/d",
            "6 mb/d",
            "8 d",
            "90 %",
        ),
        (
            "Taiwan: gas",
            "",
            "others",
            False,
            "long_sea",
            "LNG",
            1.0,
            1.0,
            "",
            "",
            "100 % of use",
            "100 % of use",
            "2 d",
            "100 %",
        ),
    ]
    return dict(zip(names, map(tuple, zip(*rows, strict=True)), strict=True))


def _energy() -> Card:
    x = tuple(range(0, 1096, 15))
    a, b = (
        tuple(max(0.0, 100 - i * 0.13) for i in x),
        tuple(100.0 if i < 240 else max(0.0, 100 - (i - 240) * 0.11) for i in x),
    )
    traces = _traces(
        "t2",
        _selection("figures", 42, "mnd_tw"),
        {"days": ([74, 12, 180], "days"), "draws": (10_000, "draws"), "chart": (None, ""), "chart2": (None, "")}
        | dict.fromkeys(
            ("tornado_chart", "facts_chart", "shares_chart", "route_chart", "bars_chart", "fan_chart"), (None, "")
        ),
    )
    f = _figures("t2", days="74", draws="10,000")
    verdict = Verdict(
        "t2",
        "supported",
        "moderate",
        Phrase("If Russian-flag ships may pass, crude lasts {days} days longer in the middle of {draws} draws.", f),
        (),
        (TestLine("Days gained", Figure("t2.days", "74 (12 to 180)"), "days", Phrase("Middle and central range.")),),
        (
            Picture(
                "t2.survival",
                "steps",
                "How long crude lasts",
                Phrase("Share of {draws} draws in which stocks and imports still cover demand.", f),
                {"x": x * 2, "y": a + b, "series": ("Closed to all ships",) * 74 + ("Russian-flag ships pass",) * 74},
                {
                    "x_label": "days since closure",
                    "y_label": "percent of draws in which crude lasts",
                    "marks": ({"x": 365, "label": "one year"},),
                    "levels": ({"y": 50, "label": "half of draws"},),
                },
                "t2.chart",
            ),
            Picture(
                "t2.routes",
                "route_map",
                "By which routes crude comes",
                Phrase("The pale part of a ribbon can be cut."),
                route_columns(),
                {},
                "t2.route_chart",
            ),
            Picture(
                "t2.cover",
                "ranges",
                "Days until crude binds",
                Phrase("Middle and range over draws."),
                {
                    "label": ("No help", "Escorts on the long-sea route", "Overland only", "All routes"),
                    "low": (97.0, 120.0, 400.0, 700.0),
                    "mid": (110.0, 160.0, 520.0, None),
                    "high": (140.0, 210.0, 700.0, 1095.0),
                    "group": ("Taiwan", "Taiwan", "China", "China"),
                    "censored": (False, False, False, True),
                },
                {"x_label": "days of cover", "unit": "days", "marks": ({"x": 365, "label": "one year"},)},
                "t2.chart2",
            ),
            *explored_pictures(),
            *whole_pictures(),
        ),
        (),
        (Phrase("Pipelines are taken at their nameplate."),),
        traces,
        ("mnd_tw",),
        assumed=True,
    )
    return Card(
        "t2",
        "Russian energy and food would blunt sanctions and blockade",
        "Tsai Ming-yen",
        "17 December 2025",
        "a force multiplier",
        "Simulation of supply with and without Russian routes.",
        ("Fewer than 30 days gained in the middle draw.",),
        verdict,
    )


def _injected() -> Card:
    traces = _traces("x9", _selection("events", 1, "anon"), {"share": (0.125, "share")})
    row = {"id": "x<1>", "what": INJECTION, "origin_id": "anon"}
    verdict = Verdict(
        "x9",
        "contradicted",
        "high",
        Phrase(
            "Only {share} of 台灣 rows name {{markup}} such as <img src=x onerror=alert(1)>, not 7th Fleet.".replace(
                "(1)", "()"
            ),
            {"share": Figure("x9.share", "12.5%")},
        ),
        (),
        (),
        (),
        (Exhibit(INJECTION, "odd", ("what",), (row,), 1),),
        (),
        traces,
        ("anon",),
        p_value=0.04,
        q_value=0.05,
    )
    return Card("x9", INJECTION, f"A “speaker” {INJECTION}", "2024-05-16", INJECTION, INJECTION, (INJECTION,), verdict)

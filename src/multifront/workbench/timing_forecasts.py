"""A declared stream or a list of dates in, scored forecasts of its counts out, as rows and sentences. No formula."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from multifront import timing
from multifront.errors import UsageError
from multifront.timing import ForecastOptions, ForecastResult, PublishedEvents
from multifront.workbench.date_lists import read_dates
from multifront.workbench.place import Place
from multifront.workbench.timing_streams import Frames, as_stream, declared_stream, own_file
from multifront.workbench.timing_tests import NO_FRAME

OWN_LIST = "{name} is a list of your own: each date is taken as public on its day."


@dataclass(frozen=True, slots=True)
class ForecastAsked:
    """Which stream (a declared name, or a file of dates), which indicator, by which period, from which evidence."""

    stream: str
    indicator: str | None
    by: str
    at_least: int
    span: tuple[date, date] | None
    place: Place
    seed: int


@dataclass(frozen=True, slots=True)
class Forecasted:
    """The result, one row a score and rival forecast, and the sentences for the person at the screen."""

    result: ForecastResult
    rows: list[dict[str, Any]]
    sentences: tuple[str, ...]


def run_forecast(asked: ForecastAsked) -> Forecasted:
    """Forecast the stream walking forward and score it against base rate, persistence and its own history.

    Raises:
        UsageError: a stream, file, span or period with which no forecast can be tested.
        EvidenceError: no stream of that name is declared.
        FileProblems: lines of a file that hold no clear date.
    """
    names = [asked.stream, *([asked.indicator] if asked.indicator else [])]
    if len(set(names)) < len(names):
        raise UsageError(
            f"{asked.stream} was named as its own indicator; valid: another stream; next: leave --indicator out, own "
            "history is always in the model"
        )
    events = [_events(name, asked) for name in names]
    options = ForecastOptions(by=asked.by, at_least=asked.at_least, as_of=asked.place.as_of)
    result = timing.forecast_counts(
        events[0],
        indicator=events[1] if len(events) > 1 else None,
        span=asked.span,
        options=options,
        rng=asked.seed,
    )
    own = tuple(OWN_LIST.format(name=name) for name in names if Path(name).is_file())
    mind = (*own, NO_FRAME) if own else ()
    return Forecasted(result, [_row(result, k) for k in range(len(result.comparisons))], (*_said(result), *mind))


def _events(name: str, asked: ForecastAsked) -> Any:
    """The events of a file that is there, else of the declared stream with the days on which they became public."""
    path = own_file(name, asked.span)
    if path is None or asked.span is None:
        return _published(name, asked.place)
    dates = read_dates(path)
    inside = [day for day in dates.days if asked.span[0] <= day <= asked.span[1]]
    stream = as_stream(dates, path.stem, asked.span, Frames())
    return stream if len(inside) == len(dates.days) else np.array(inside, dtype="datetime64[D]")


def _published(name: str, place: Place) -> PublishedEvents:
    """A declared stream; a day of publication that nobody kept is the day of the edition, as everywhere."""
    evidence = place.open()
    stream = declared_stream(evidence, name)
    table = stream.selection.table  # days of a daily series are rows of another table than events
    rows = evidence.rows(table, stream.ids)
    public = {row[f"{table}_id"]: row["public_from"] or row["edition_date"] for row in rows}
    return PublishedEvents(stream, np.array([public[one] for one in stream.ids], dtype="datetime64[D]"))


def _said(result: ForecastResult) -> tuple[str, ...]:
    """The verdict, and the forecast of the period to come."""
    coming = result.next_forecast
    if coming is None:
        return (result.sentence,)
    told = (
        f"Forecast of {coming.period}: {coming.mean:.2f} events expected, {coming.low} to {coming.high} with 80 %, "
        f"chance of at least {result.at_least} {coming.chance:.0%}. Past intervals of 80 % held what came "
        f"{result.coverage:.0%} of the time (counts are whole, so 80 % or more is meant)."
    )
    return result.sentence, told


def _row(result: ForecastResult, k: int) -> dict[str, Any]:
    """One comparison as the table shows it."""
    one = result.comparisons[k]
    return {
        "score": f"brier, at least {result.at_least}" if one.score == "brier" else one.score,
        "against": one.against,
        "model": one.model_score,
        "other": one.other_score,
        "gain": one.gain,
        "gain low": one.interval[0],
        "gain high": one.interval[1],
        "skill": one.skill,
        "p": one.p_value,
        "q": one.q_value,
        "named beforehand": k == 0,
    }

"""Pictures of claims on whole runs in the sample brief: bars from zero, nested ranges, the mark. Made up."""

from __future__ import annotations

from multifront.domain import Phrase, Picture


def whole_pictures() -> tuple[Picture, ...]:
    """What each channel adds, as bars with one channel that has no path; days as nested ranges, one of them unseen."""
    bars = {
        "label": ("logistics, ships left alone", "arms", "intelligence", "distraction"),
        "low": (0.44, -0.95, None, None),
        "mid": (0.65, -1.41, None, 0.0),
        "high": (0.86, 1.87, None, None),
        "word": ("", "", "no path", ""),
    }
    fan = {
        "label": ("no help", "all help, Russian-flag ships stopped"),
        "low": (46.2, 47.0),
        "inner_low": (61.1, 61.9),
        "mid": (85.3, 85.9),
        "inner_high": (151.0, 153.4),
        "high": (240.0, 365.0),
        "censored": (False, True),
    }
    caption = Phrase("Draws are worlds that the ranges allow.")
    bar_options = {"bars": True, "x_label": "change of endurance", "unit": "per cent", "decimals": 2}
    fan_options = {"x_label": "days until the side runs out", "decimals": 0}
    return (
        Picture("t2.bars", "ranges", "What each channel adds", caption, bars, bar_options, "t2.bars_chart", True),
        Picture("t2.fan", "ranges", "How long a side lasts", caption, fan, fan_options, "t2.fan_chart", True),
    )

"""The pictures of exploration in the sample brief: tornado, facts, shares. Made up; nothing is computed."""

from __future__ import annotations

from multifront.domain import Phrase, Picture


def explored_pictures() -> tuple[Picture, ...]:
    """What exploration draws: a tornado, facts worth finding out, shares of draws."""
    tornado = {
        "label": ("China: share of exposed trade that a coalition stops, beginning on the day of recognition", "LNG"),
        "at_low": (-251.3, None),
        "at_high": (-142.9, -160.0),
        "low_from": (-262.0, None),
        "low_to": (-240.2, None),
        "high_from": (-150.4, None),
        "high_to": (-131.1, None),
        "assumed": (True, False),
    }
    facts = {
        "label": ("How much of its demand China calls essential", "Which branch of its own war the partner is in"),
        "worth": (6.4, 0.0),
        "low": (5.5, None),
        "high": (7.0, None),
        "note": ("Above a share of three fifths another lever would be better.", ""),
        "assumed": (True, False),
    }
    shares = {
        "block": ("Russian-flag ships are left alone",) * 6,
        "row": ("30 days",) * 3 + ("365 days",) * 3,
        "part": ("China first", "Taiwan first", "neither") * 2,
        "share": (0.4, 57.2, 42.4, 3.1, 96.9, 0.0),
        "note": ("Taiwan 57.2 (55.0 to 59.4)",) * 3 + ("",) * 3,
    }
    caption = Phrase("Draws are worlds that the ranges allow.")
    options = {"x_label": "days of the defender minus the challenger", "middle": -178.4, "middle_name": "mean"}
    names = {"low_name": "number in its lowest tenth", "high_name": "number in its highest tenth"}
    worth = {"x_label": "mean regret saved", "unit": "days", "decimals": 1}
    ends = {"x_label": "share of draws", "grey": ("neither",)}
    return (
        Picture("t2.tornado", "tornado", "What moves it", caption, tornado, options | names, "t2.tornado_chart"),
        Picture("t2.facts", "facts", "Worth finding out", caption, facts, worth, "t2.facts_chart"),
        Picture("t2.shares", "shares", "Who runs out first", caption, shares, ends, "t2.shares_chart"),
    )

"""The words of what a run gives: name, unit and meaning of every outcome. Nothing is computed here."""

from __future__ import annotations

from multifront.contingency.words import Word

OUTPUT_WORDS = (
    Word(
        "endurance", "days", None, "first day on which essential demand of some commodity goes unmet beyond the limit"
    ),
    Word("stock_out", "days", None, "first day on which the usable stock of some commodity is empty"),
    Word("bound", "text", None, "the commodity that ended a side, by draw"),
    Word("censored", "share", None, "draws that still hold on the last day; their days are reported as `more than`"),
    Word(
        "days gained", "days", None, "endurance within a horizon with the partner's help, less that without, same draw"
    ),
    Word("gain over 10 %", "share", None, "draws in which help lengthens endurance by over a tenth, with its bounds"),
    Word("race", "share", None, "draws in which a side runs out first, by horizon and rule on the partner's ships"),
    Word(
        "log_endurance", "ln days", None, "log of the challenger's endurance, an outcome that is attributed to channels"
    ),
    Word("margin", "days", None, "endurance of the defender less that of the challenger, attributed to channels"),
    Word("shortfall", "unit-days", None, "units that the coalition is short of, summed over days, layers and fronts"),
    Word("fronts opened", "fronts", None, "further fronts open by the horizon, mean over draws"),
    Word(
        "Shapley value",
        "as the outcome",
        None,
        "share of a channel in an outcome, over all 16 combinations; or `no path`",
    ),
)
"""What comes out of `multifront simulate`; `default` has no meaning here."""

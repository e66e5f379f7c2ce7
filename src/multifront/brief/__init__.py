"""From verdicts to a brief: one content object, and the HTML, JSON and Markdown made from it. No judging here.

Public: `Brief`, `Card`, `Method`, `NotJudged`, `Run`, `bottom_line`. Charts live in `multifront.brief.charts`.

Example:
    >>> from datetime import date
    >>> from multifront.brief import Brief, Run
    >>> run = Run("0.1.0", 0, None, date(2025, 12, 17), "multifront brief taiwan-2025", "ab12", 10_000)
    >>> brief = Brief("taiwan-2025", "A title", "A question?", "A document", run, (), (), (), {})
    >>> brief.traces["run.seed"].value
    0
"""

from multifront.brief.content import Brief, Card, Method, NotJudged, Run
from multifront.brief.summary import bottom_line

__all__ = ["Brief", "Card", "Method", "NotJudged", "Run", "bottom_line"]

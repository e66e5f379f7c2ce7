"""A number's dotted name as words for charts and tables: whose it is, then what it is. Holds no values."""

from __future__ import annotations

from multifront.contingency.vocabulary import word_of

GROUPING = ("arms", "forces", "pools", "homes", "fronts", "places", "routes", "limits", "branches", "partner")
"""Parts of a name that only group."""


def number_label(name: str) -> str:
    """A number in words, as `China, kozmino: normal flow`; its dotted name where the language has no word for it.

    Args:
        name: as in a scenario, dated changes included (`china.cut.share@30`).

    Returns:
        Whose number it is, a colon, and the first clause of its meaning.

    Raises:
        Nothing of its own.

    Assumes:
        The vocabulary's meanings begin with what the number is.

    References:
        `vocabulary`, `block_words`.

    Example:
        >>> number_label("china.routes.kozmino.flow"), number_label("china.gas.stock.volume")
        ('China, kozmino: normal flow', "China, gas: stock on the scenario's start day")
    """
    plain, _, day = name.partition("@")
    word = word_of(name)
    if word is None:
        return name
    tail = word.key.split(".")
    parts = plain.split(".")
    own = parts[: len(parts) - len(tail)] if parts[-len(tail) :] == tail else parts[:-1]
    whose = ", ".join(part.replace("_", " ") for part in own if part not in GROUPING)
    if tail == ["travel"]:
        whose = f"{parts[-2]} to {parts[-1]}".replace("_", " ")
    what = word.meaning.partition(";")[0] + (f", from day {day}" if day else "")
    return f"{whose[:1].upper()}{whose[1:]}: {what}" if whose else f"{what[:1].upper()}{what[1:]}"

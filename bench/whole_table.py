"""Writes the table of docs/model-whole.md anew, between its marker lines: what `simulate taiwan-war` prints.

    PYTHONPATH=src python bench/whole_table.py

Nothing here is used by the package.
"""

from __future__ import annotations

from pathlib import Path

from multifront.workbench import whole

PAGE = Path(__file__).parents[1] / "docs" / "model-whole.md"
MARKS = ("<!-- whole -->\n", "<!-- end of whole -->")
DRAWS, DAYS, SEED = 10_000, 180, 0


def markdown(block: whole.Block) -> str:
    """One block as a table of the page."""
    columns = list(block.rows[0])
    lines = [f"**{block.title}**", "", f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    lines += [f"| {' | '.join(str(row.get(column, '')) for column in columns)} |" for row in block.rows]
    return "\n".join(lines) + "\n"


def tables(draws: int = DRAWS) -> str:
    """All blocks of the page."""
    report = whole.simulate("taiwan-war", SEED, draws, DAYS, lambda _: None, workers=2)
    return "\n".join(markdown(block) for block in report.blocks)


def main() -> None:
    """Put the tables into the page."""
    made = tables()
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    PAGE.write_text(f"{before}{MARKS[0]}{made}{MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()

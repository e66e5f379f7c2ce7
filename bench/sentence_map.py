"""Writes docs/sentences.md: each sentence of the two judged documents and the claims that it goes to, or none.

    python bench/sentence_map.py

The documents are not shipped: a sentence is named by its place (characters from and to in the file) and a checksum of
its words, and said in our words. Decides no test.
"""

from __future__ import annotations

import csv
from pathlib import Path

MAP = Path(__file__).with_name("sentence_map.csv")
PAGE = Path(__file__).parents[1] / "docs" / "sentences.md"
TITLES = {
    "calitoday-2025-12-19": ("CaliToday, 19 December 2025", "taiwan-2025"),
    "sino-russian-axis-2024-05": ("The axis, May 2024", "axis-2024"),
}
HEAD = """# Sentences and claims

Each sentence of the two documents that the shipped assessments judge, in our words, with the claims that it goes to,
or "not a claim" and why. A sentence may go to several claims and a claim may rest on several sentences. Made by
`bench/sentence_map.py` from `bench/sentence_map.csv`, which holds the place of each sentence in the file and a checksum
of its words; a pytest test holds it against the documents where they are at hand, and against the assessments always.
"""


def rows() -> list[dict[str, str]]:
    """The lines of the map, in the order of the documents."""
    with MAP.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def page() -> str:
    """The page as Markdown."""
    parts = [HEAD]
    for document, (title, assessment) in TITLES.items():
        own = [row for row in rows() if row["document"] == document]
        none = sum(not row["claims"] for row in own)
        parts.append(f"\n## {title}: `{assessment}`\n\n{len(own)} sentences, {none} of them no claim.\n")
        parts.append("| sentence | says | claims |\n|---|---|---|")
        for row in own:
            said, ids = row["content"], ", ".join(row["claims"].split())
            said, ids = (said, ids) if ids else (said.removeprefix("not a claim: "), "not a claim")
            parts.append(f"| {row['number']} | {said} | {ids} |")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

"""Quotations in the shipped assessments are the documents' own words, where the documents are at hand."""

from __future__ import annotations

import re

import pytest

from multifront import claims

DOCUMENTS = {"taiwan-2025": "calitoday-2025-12-19.txt", "axis-2024": "sino-russian-axis-2024-05.txt"}


@pytest.mark.mirror
@pytest.mark.parametrize("name", DOCUMENTS)
def test_quotations_are_verbatim_and_short(mirror, name: str) -> None:
    text = (mirror / "documents" / DOCUMENTS[name]).read_text(encoding="utf-8")
    plain = re.sub(r"\s+", " ", text).lower()
    for claim in claims.load(name).claims:
        assert claim.entry.quotation.lower() in plain, f"{claim.entry.id}: not in the document"
        assert len(claim.entry.quotation.split()) <= 15
        assert claim.entry.text.lower() not in plain, f"{claim.entry.id}: claims stand in our own words"

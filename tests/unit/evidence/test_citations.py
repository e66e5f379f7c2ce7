"""BibTeX and CSL-JSON of origins: they parse, keys are stable, nothing unknown is printed as known."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multifront.domain import Origin
from multifront.evidence import open_evidence
from multifront.evidence.citations import bibtex, citation_key, csl, escaped

CSL_VARIABLES = {"id", "type", "title", "author", "issued", "version", "URL", "accessed", "note"}
BASE = {
    "id": "made_votes",
    "producer": "A & B, Institute {of} Votes",
    "title": "100 % of $votes_cast #1 ~ ^ \\ end",
    "edition": "third",
    "licence": "CC BY 4.0",
    "link": "https://example.org/a_b?x=1%20&y={2}",
    "published": "2024-03-05",
    "edition_date": date(2026, 11, 22),
    "sha256": "ab" * 32,
    "reliability": "A",
    "read_at": "data/x.csv",
    "note": "",
}


def made(**more) -> Origin:
    return Origin(**{**BASE, **more})


def parsed(text: str) -> dict[str, dict[str, str]]:
    """A tiny BibTeX reader: balanced braces, a backslash takes the next character with it."""
    entries: dict[str, dict[str, str]] = {}
    position = 0
    while (start := text.find("@misc{", position)) >= 0:
        comma = text.index(",", start)
        key, position = text[start + 6 : comma], comma + 1
        assert key not in entries
        fields: dict[str, str] = {}
        while True:
            while text[position] in " \n,":
                position += 1
            if text[position] == "}":
                position += 1
                break
            name, rest = text[position:].split(" = {", maxsplit=1)
            assert name.isalpha()
            assert name not in fields
            depth, length = 1, 0
            while depth:
                if rest[length] == "\\":
                    length += 1
                elif rest[length] in "{}":
                    depth += 1 if rest[length] == "{" else -1
                length += 1
            fields[name] = rest[: length - 1]
            position = len(text) - len(rest) + length
        entries[key] = fields
    return entries


def test_a_whole_origin() -> None:
    entry = parsed(bibtex([made()]))["made_votes"]
    assert entry["author"] == r"{A \& B, Institute \{of\} Votes}"
    assert entry["title"] == (
        r"{100 \% of \$votes\_cast \#1 \textasciitilde{} \textasciicircum{} \textbackslash{} end}"
    )
    assert (entry["year"], entry["month"], entry["urldate"]) == ("2024", "3", "2026-11-22")
    assert entry["url"] == "https://example.org/a_b?x=1%20&y=%7B2%7D"
    assert "SHA-256 abab" in entry["note"]


def test_unknown_fields_are_left_out_and_named() -> None:
    lost = made(
        producer="unknown: source not kept",
        title="unknown: title not kept",
        link="unknown: link not kept",
        published="unknown: date not kept",
        edition="unknown: none stated",
        sha256="unknown: page not kept",
    )
    entry = parsed(bibtex([lost]))["made_votes"]
    assert not {"author", "year", "month", "url", "edition"} & set(entry)
    assert entry["title"] == r"{[title not kept: made\_votes]}"
    assert "Published: unknown: date not kept" in entry["note"]
    item = csl([lost])[0]
    assert item["type"] == "webpage"
    assert not {"author", "issued", "URL", "version"} & set(item)


@pytest.mark.parametrize(
    ("published", "parts"),
    [("2024", [2024]), ("2024-03", [2024, 3]), ("2024-03-05", [2024, 3, 5]), ("weekly", None), ("20245", None)],
)
def test_dates_of_publication(published: str, parts: list[int] | None) -> None:
    item = csl([made(published=published)])[0]
    assert item.get("issued") == (None if parts is None else {"date-parts": [parts]})


def test_keys_depend_on_the_origin_alone() -> None:
    assert citation_key(made()) == "made_votes"
    assert citation_key(made(id="中俄 空军")) != citation_key(made(id="中俄 海军"))
    assert citation_key(made(id="中俄 空军")).isascii()
    one, two = made(), made(id="other")
    assert bibtex([one, two, one]) == bibtex([two, one])
    assert [item["id"] for item in csl([two, one, two])] == ["made_votes", "other"]
    assert bibtex([]) == ""
    assert csl([]) == []


def test_other_scripts_and_line_breaks() -> None:
    entry = parsed(bibtex([made(title="中俄空军\n首次 «ü»")]))["made_votes"]
    assert entry["title"] == "{中俄空军 首次 «ü»}"


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_any_text_gives_balanced_braces(name: str, title: str, producer: str, link: str) -> None:
    origin = made(id=name, title=title, producer=producer, link=link)
    found = parsed(bibtex([origin, made()]))
    assert citation_key(origin) in found
    assert set(csl([origin])[0]) <= CSL_VARIABLES


@given(TEXTS)
def test_escaping_leaves_nothing_for_tex_to_read(text: str) -> None:
    bare = escaped(text)
    for command in (r"\textbackslash{}", r"\textasciicircum{}", r"\textasciitilde{}"):
        bare = bare.replace(command, "")
    for character in "{}$&%#_":
        bare = bare.replace("\\" + character, "")
    assert not set(bare) & set("\\{}$&%#_^~")


def test_every_origin_of_the_starter_can_be_cited() -> None:
    evidence = open_evidence()
    ids = [row["id"] for row in evidence.sql("SELECT id FROM origin")]
    origins = list(evidence.origins(ids).values())
    assert set(parsed(bibtex(origins))) == {citation_key(one) for one in origins}
    assert len({citation_key(one) for one in origins}) == len(ids)
    items = json.loads(json.dumps(csl(origins)))
    assert len(items) == len(ids)
    for item in items:
        assert set(item) <= CSL_VARIABLES
        assert item["type"] in ("dataset", "webpage")
        assert item["title"]

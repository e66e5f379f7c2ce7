"""Makes the word lists of the event coder from MIT dictionaries of the Open Event Data Alliance, in our schema.

    .venv/bin/python bench/reading_lexicon.py --dictionaries ../shared/data/event_coding

Writes `lexicon_names.csv`, `_sectors`, `_verbs`, `_patterns` and `_sets` in `src/multifront/reading`.
Names of the package's own table of states and `actor_words.csv` win over the dictionary where the two differ.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from multifront.evidence.actors import facts
from multifront.reading.words import words_of

TARGET = Path(__file__).parents[1] / "src" / "multifront" / "reading"
SHARED = TARGET / "actor_words.csv"
CODES = {"JAP": "JPN", "ROM": "ROU", "TMP": "TLS", "ZAR": "COD", "PAL": "PSE", "KSV": "XKX", "KOS": "XKX", "SRB": "SRB"}
"""Codes of the dictionary that are no longer ISO's."""
NOT_NAMES = {
    *(
        "the",
        "central",
        "union",
        "republic",
        "state",
        "states",
        "islands",
        "north",
        "south",
        "east",
        "west",
        "capital",
        "empire",
    ),
    *(
        "reading",
        "nice",
        "mobile",
        "man",
        "bath",
        "victoria",
        "santa",
        "san",
        "st",
        "port",
        "orange",
        "mission",
        "enterprise",
    ),
    *(
        "of",
        "and",
        "split",
        "independence",
        "liberal",
        "plymouth",
        "police",
        "providence",
        "young",
        "buffalo",
        "bar",
        "male",
        "hull",
    ),
    *(
        "long",
        "best",
        "hope",
        "are",
        "most",
        "date",
        "lead",
        "worth",
        "march",
        "may",
        "august",
        "army",
        "national",
        "party",
        "van",
    ),
    *(
        "european",
        "christian",
        "kurdish",
        "kurd",
        "kurds",
        "kurdistan",
        "arab",
        "arabs",
        "muslim",
        "peoples",
        "people",
        "washington post",
    ),
}
OWN_SECTORS = {
    **dict.fromkeys(("official", "leader", "minister", "delegation", "authority"), "GOV"),
    **dict.fromkeys(("force", "aircraft", "drone", "military aircraft", "ship", "vessel", "jet"), "MIL"),
}
"""Common nouns that the dictionary leaves out."""
NO_ACTORS = {"west", "houthis", "hamas"}
"""Groups of `actor_words.csv` that are no actor of CAMEO, or that `reading_names.csv` gives with their state."""
Row = tuple[str, ...]


def lines_of(path: Path) -> Iterator[str]:
    """Lines without comments; the dictionaries mix two encodings."""
    for line in path.read_bytes().decode("utf-8", "replace").splitlines():
        yield re.split(r"[#;]", line, maxsplit=1)[0].rstrip()


def name_of(text: str) -> str:
    """A dictionary entry as our words, one space apart."""
    return " ".join(words_of(text.replace("_", " ").strip("+ ")))


def day_of(text: str, first: bool) -> str:
    """`YYMMDD` or `YYYYMMDD` as an ISO date; empty when it is no date."""
    if len(text) == 6:
        text = ("20" if int(text[:2]) < 15 else "19") + text
    month, day = text[4:6], text[6:8]
    if len(text) != 8 or not "01" <= month <= "12" or not "00" <= day <= "31":
        return ""
    return f"{text[:4]}-{month}-{'01' if day == '00' else day}" if first or day != "00" else f"{text[:4]}-{month}-28"


def blocks_of(lines: Iterable[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Names that stand together, and the bracketed codes that follow them."""
    names: list[str] = []
    codes: list[str] = []
    for line in lines:
        found = re.findall(r"\[([^\]]*)\]", line)
        text = re.sub(r"\[[^\]]*\]", "", line).strip()
        if text and not text.startswith("+") and (codes or names):
            yield names, codes
            names, codes = [], []
        if text:
            names.append(name_of(text))
        codes += found
    yield names, codes


def spell(code: str) -> Row | None:
    """One bracket as state, sector, first and last day; None for what is not a person in an office or a state."""
    found = re.match(r"([A-Z]{3})([A-Z]{3})?[A-Z]*\s*([<>]?)\s*(\d{6,8})?\s*(?:-\s*(\d{6,8}))?", code)
    if not found:
        return None
    state, sector, sign, first, last = found.groups()
    start = day_of(first, True) if first and sign != "<" else ""
    end = day_of(last, False) if last else day_of(first, False) if first and sign == "<" else ""
    return CODES.get(state, state), sector or "", start, end


def dictionary_names(path: Path, known: set[str]) -> Iterator[Row]:
    """States, places and leaders of the dictionary: name, code, sector, start, end, origin."""
    for names, codes in blocks_of(lines_of(path)):
        spells = [one for one in map(spell, codes) if one and one[0] in known]
        if not spells:
            continue
        if all(one[1] == "" for one in spells):
            yield from ((name, spells[0][0], "", "", "", "oeda") for name in names)
            continue
        office = [one for one in spells if one[1] == "GOV" and (one[2] or one[3]) and (one[3] or "9999") >= "1985"]
        # A person without a second name in the dictionary is a minister of one cabinet list: left out.
        for name in names if len(names) > 1 else ():
            if len(name.split()) > 1 or len(name) > 5:
                yield from ((name, one[0], "GOV", one[2], one[3], "oeda") for one in office)


def own_names() -> Iterator[Row]:
    """Names and aliases of states and groups of the package."""
    for fact in facts():
        if fact.kind in ("name", "alias") and not fact.end:
            yield " ".join(words_of(fact.value)), fact.code, "", "", "", "own"


def shared_names() -> Iterator[Row]:
    """The words for states that `find_actors` knows, so that both finders of actors read one list."""
    with SHARED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["code"] not in NO_ACTORS:
                yield from ((name_of(word), row["code"], "", "", "", "own") for word in row["words"].split("|"))


def write(name: str, header: Row, rows: Iterable[Row]) -> None:
    """A sorted table without repeats."""
    with (TARGET / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted(set(rows)))


def write_names(path: Path) -> None:
    """`lexicon_names.csv`: our own names first, then the shared words for states, then what only the dictionary has."""
    with Path(__file__).with_name("reading_names.csv").open(encoding="utf-8", newline="") as file:
        listed = [(r["name"], r["code"], r["sector"], r["start"], r["end"], "own") for r in csv.DictReader(file)]
    again = {row[0] for row in listed}
    own = [*listed, *(row for row in own_names() if row[0] and row[0] not in again)]
    again |= {row[0] for row in own}
    own += [row for row in shared_names() if row[0] and row[0] not in again]
    known = {row[1] for row in own}
    taken = {row[0] for row in own}
    rows = [*own]
    for row in dictionary_names(path, known):
        short = len(row[0]) < 4 or len(row[0].split()) > 4 or row[0] in NOT_NAMES or not row[0].isascii()
        if not short and row[0] not in taken:
            rows.append(row)
    write("lexicon_names.csv", ("name", "code", "sector", "start", "end", "origin"), rows)


def write_sectors(path: Path) -> None:
    """`lexicon_sectors.csv`: nouns of office, trade and role -> sector."""
    sets = {
        "PERSON": ["man", "men", "woman", "women", "person"],
        "MINIST": ["minister", "ministers", "ministry", "ministries"],
    }
    rows: set[Row] = set(OWN_SECTORS.items())
    for line in lines_of(path):
        found = re.match(r"^([A-Z][^\[{]*?)\s*(?:\{([^}]*)\})?\s*\[\s*~?([A-Z]{3})([A-Z]{3})?", line)
        if not found:
            continue
        noun, forms, sector, _ = found.groups()
        marks = re.findall(r"!(\w+)!", noun)
        texts = [noun.replace(f"!{marks[0]}!", one) for one in sets.get(marks[0], [])] if marks else [noun]
        texts += (forms or "").split()
        for text in filter(None, map(name_of, texts)):
            if len(text.split()) <= 4:
                rows.add((text, sector))
    write("lexicon_sectors.csv", ("noun", "sector"), rows)


def verb_forms(word: str, forms: str | None) -> set[str]:
    """The forms of a verb: those given, else by the rules of spelling."""
    base = name_of(word)
    if forms is not None and forms.split():
        return {base, *map(name_of, forms.split())}
    first, _, rest = base.partition(" ")
    stem = first[:-1] if first.endswith("e") else first
    third = (
        first[:-1] + "ies"
        if re.search(r"[^aeiou]y$", first)
        else first + ("es" if re.search(r"(s|x|z|ch|sh|o)$", first) else "s")
    )
    past = first[:-1] + "ied" if re.search(r"[^aeiou]y$", first) else stem + "ed"
    return {f"{one} {rest}".strip() for one in (first, third, past, stem + "ing")}


def code_of(text: str | None) -> str:
    """The first CAMEO code of a bracket; empty for none."""
    found = re.match(r"\[?\s*(\d{3,4})", text or "")
    return found.group(1) if found and "01" <= found.group(1)[:2] <= "20" else ""


def read_verbs(path: Path) -> tuple[list[Row], list[Row], dict[str, list[str]]]:
    """Verbs (form, block, code), patterns (block, before, after, code) and the sets of words that they name."""
    verbs: list[Row] = []
    patterns: list[Row] = []
    sets: dict[str, list[str]] = {}
    block = default = current = ""
    for line in lines_of(path):
        code = code_of("".join(re.findall(r"\[[^\]]*\]", line)[:1]))
        if line.startswith("&"):
            current, block = line.strip().split()[0], ""
        elif line.startswith("---"):
            block, default, current = line.strip("- ").split()[0].lower(), code, ""
        elif line.startswith("-"):
            before, star, after = re.sub(r"\[[^\]]*\]", "", line[1:]).partition("*")
            if star and block:
                patterns.append((block, cleaned(before), cleaned(after), code or "-"))
        elif current and line.strip():
            sets.setdefault(current, []).append(name_of(line.split("{")[0]))
        elif block and (found := re.match(r"^(\+?[A-Z][A-Z_'-]*)\s*(?:\{([^}]*)\})?\s*(\[[^\]]*\])?", line)):
            own = code_of(found.group(3)) if found.group(3) else default
            verbs += [(form, block, own) for form in verb_forms(found.group(1), found.group(2)) if form]
    return verbs, patterns, sets


def cleaned(text: str) -> str:
    """The words of one side of a pattern; names of sets keep their `&`; marks of actors and brackets go."""
    parts = re.sub(r"[^A-Za-z&_' -]", " ", text).split()
    return " ".join(part if part.startswith("&") else name_of(part) for part in parts if name_of(part.strip("&")))


def write_verbs(path: Path) -> None:
    """`lexicon_verbs.csv` and `lexicon_patterns.csv`."""
    verbs, patterns, sets = read_verbs(path)
    with Path(__file__).with_name("reading_verbs.csv").open(encoding="utf-8", newline="") as file:
        verbs += [(row["form"], row["block"], row["code"]) for row in csv.DictReader(file)]
    write("lexicon_verbs.csv", ("form", "block", "code"), verbs)
    write("lexicon_patterns.csv", ("block", "before", "after", "code"), [row for row in patterns if row[1] or row[2]])
    used = {part.rstrip("_") for row in patterns for side in row[1:3] for part in side.split() if part.startswith("&")}
    write(
        "lexicon_sets.csv",
        ("name", "word"),
        [(n.rstrip("_"), w) for n, ws in sets.items() for w in ws if n.rstrip("_") in used],
    )


def main() -> None:
    """Read the dictionaries, write the five tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dictionaries", type=Path, required=True)
    folder = parser.parse_args().dictionaries
    write_names(folder / "dictionaries" / "Phoenix.Countries.actors.txt")
    write_sectors(folder / "dictionaries" / "Phoenix.agents.txt")
    write_verbs(folder / "petrarch2" / "CAMEO.2.0.txt")


if __name__ == "__main__":
    main()

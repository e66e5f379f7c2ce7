"""Bytes to plain text: encodings, invisible and control characters, look-alike letters. Knows no markup."""

from __future__ import annotations

import codecs
import re
import unicodedata

LARGEST = 20_000_000
"""Bytes of one document; an article is a thousandth of it."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""")
ALIKE = dict(
    zip(
        "АВЕЅІЈКМНОРСТХаеѕіјорсухԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΧο",
        "ABESIJKMHOPCTXaesijopcyxdqwABEZHIKMNOPTXo",
        strict=True,
    )
)
WORD = re.compile(r"\w+")
LATIN = re.compile(r"[A-Za-z]")


def decode_bytes(raw: bytes) -> tuple[str, tuple[str, ...]]:
    r"""Text of some bytes, and notes on what was not as it should be.

    Args:
        raw: the bytes of a file. A byte-order mark decides, else UTF-8 where it fits, else the encoding that the file
            declares of itself, else Windows-1252.

    Returns:
        (text, notes). Bytes that stand for nothing become U+FFFD and are counted in a note.

    Raises:
        Nothing of its own.

    Example:
        >>> decode_bytes(b"\xff\xfeA\x00")[0]
        'A'
    """
    for bom, encoding in BOMS:
        if raw.startswith(bom):
            return raw.decode(encoding, "replace").lstrip("\ufeff"), ()
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    declared = DECLARED.search(raw[:4096])
    encoding = _known(declared[1].decode("ascii")) if declared else ""
    chosen = encoding if encoding and not encoding.startswith("utf") else "cp1252"
    text = raw.decode(chosen, "replace")
    lost = text.count("\ufffd")
    lossy = f"; {lost} bytes stand for nothing" if lost else ""
    return text, (f"not UTF-8; read as {chosen}{lossy}",)


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name)
    except LookupError:
        return ""
    return found.name if getattr(found, "_is_text_encoding", True) else ""


def clean_text(text: str) -> tuple[str, tuple[str, ...]]:
    """Text without invisible and control characters, with plain line ends and spaces, and notes on what was changed.

    Letters of another script inside a Latin word are put back to the letter that they look like, so that a name cannot
    hide from the rules; whole words of another script stay as they are.
    """
    notes = []
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for what, pattern in (("invisible", INVISIBLE), ("control", CONTROL)):
        text, count = pattern.subn("", text)
        if count:
            notes.append(f"{count} {what} characters left out")
    text = SPACES.sub(" ", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text, changed = _as_they_look(text)
        if changed:
            notes.append(f"{changed} words with letters of two scripts read as they look")
    return text, tuple(notes)


def _as_they_look(text: str) -> tuple[str, int]:
    changed = 0

    def plain(match: re.Match[str]) -> str:
        nonlocal changed
        word = match[0]
        if word.isascii() or not LATIN.search(word):
            return word
        seen = "".join(ALIKE.get(c, c) for c in unicodedata.normalize("NFKC", word))
        if seen == word or not all(c.isascii() or "LATIN" in unicodedata.name(c, "") for c in seen if c.isalpha()):
            return word
        changed += 1
        return seen

    return WORD.sub(plain, text), changed
